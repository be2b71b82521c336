import { gitRunState } from "../ledger/git-run-state.ts";
import type { Trust } from "../ports/ledger.ts";
import type { RunState, RunStates, TargetRunStates } from "../ports/run-state.ts";
import type { SigningKey } from "../ports/signature.ts";
import type { Clone } from "./clone.ts";

/** Where engines of this ledger say that they stay up. key: an engine's own; null only reads. */
export function runStates({ git, signature }: Clone, trust: Trust | null, key: SigningKey | null): RunStates {
  return (of) => gitRunState({ git, signature, trust, key }, runRef(of));
}

/** Engines that serve one target alone, wherever one says that it lives. */
export function targetRunStates(states: RunStates, { git }: Pick<Clone, "git">): TargetRunStates {
  const known = new Map<string, RunState>();
  return async (options) => {
    const found = await git.sharedBelow(targetsFolder, options);
    const ids = found.map((ref) => ref.slice(targetsFolder.length));
    return new Map(
      ids.map((target) => {
        const own = known.get(target) ?? states({ runner: null, target });
        known.set(target, own); // it remembers which signs it keeps here
        return [target, own];
      }),
    );
  };
}

const targetsFolder = "refs/brevet/target/";

function runRef({ runner, target }: Parameters<RunStates>[0]): string {
  if (target !== null) return targetsFolder + target;
  return runner === null ? "refs/brevet/run" : `refs/brevet/runner/${runner}`;
}
