import type { TargetConfig } from "../core/config/config.ts";
import type { OpenContext, TargetOpener, TargetReaders, Targets } from "../ports/target.ts";
import { targetKinds } from "../targets/registry.ts";
import type { Clone } from "./clone.ts";
import { secretsFolder } from "./folders.ts";
import { readSecret } from "./secrets.ts";

/** Opens targets for looking: what it gives holds no way to change one. ids: the targets of the rules in force. */
export function targetReaders(clone: Clone, ids: readonly string[]): TargetReaders {
  const context = contexts(clone, ids);
  return {
    openReader: async (config, repositoryId) => (await load(config)).openReader(context(config, repositoryId)),
  };
}

/** Opens targets for changing. */
export function targets(clone: Clone, ids: readonly string[]): Targets {
  const context = contexts(clone, ids);
  return { open: async (config, repositoryId) => (await load(config)).openTarget(context(config, repositoryId)) };
}

async function load({ id, kind }: TargetConfig): Promise<TargetOpener> {
  const known = targetKinds.find(({ traits }) => traits.kind === kind);
  // The configuration was read with the kinds of this build: another one cannot be in it.
  if (known === undefined) throw new TypeError(`target ${id} is of no known kind: ${kind}`);
  return await known.load();
}

/** A target's own secrets are read when they are needed, and no other's: every target that is opened is known by then. */
function contexts(
  { clock, place, worktree }: Clone,
  ids: readonly string[],
): (config: TargetConfig, repositoryId: string) => OpenContext {
  const known = new Set(ids);
  const folder = secretsFolder(place.env, worktree.gitDirectory);
  return (config, repositoryId) => {
    known.add(config.id);
    const secret: OpenContext["secret"] = (ref) => readSecret(ref, config.id, [...known], { folder, env: place.env });
    return { config, repositoryId, folder, clock, secret };
  };
}
