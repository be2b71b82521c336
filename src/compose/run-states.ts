import { gitRunState } from "../ledger/git-run-state.ts";
import type { Trust } from "../ports/ledger.ts";
import type { RunStates } from "../ports/run-state.ts";
import type { SigningKey } from "../ports/signature.ts";
import type { Clone } from "./clone.ts";

/** Where engines of this ledger say that they stay up. key: an engine's own; null only reads. */
export function runStates({ git, signature }: Clone, trust: Trust | null, key: SigningKey | null): RunStates {
  return (of) => gitRunState({ git, signature, trust, key }, runRef(of));
}

function runRef({ runner, target }: Parameters<RunStates>[0]): string {
  if (target !== null) return `refs/brevet/target/${target}`;
  return runner === null ? "refs/brevet/run" : `refs/brevet/runner/${runner}`;
}
