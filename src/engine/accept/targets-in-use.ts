import type { Config, Kinds, TargetConfig } from "../../core/config/config.ts";
import { canonical } from "../../core/json/canonical.ts";
import type { State } from "../../core/ledger/state.ts";
import { problem, type Problem } from "../../core/problem/problem.ts";

/**
 * Targets with grants that have not ended, and that a new configuration would drop or turn into another one. A grant
 * ends where it was given: nothing may move that place away.
 */
export function targetsInUse(before: Config, next: Config, state: State, kinds: Kinds): Problem[] {
  const inUse = new Set(
    Object.values(state.grants)
      .filter((grant) => grant.state !== "ended")
      .map((grant) => grant.effect.target),
  );
  return [...inUse].sort().flatMap((id) => {
    const [old, now] = [before.targets[id], next.targets[id]];
    if (old === undefined) return [];
    const what = now === undefined ? "dropped" : whatChanged(old, now, kinds);
    return what === null ? [] : [problem("TARGET_IN_USE", { target: id, what }, { path: "brevet.yaml" })];
  });
}

function whatChanged(old: TargetConfig, now: TargetConfig, kinds: Kinds): string | null {
  if (old.kind !== now.kind) return "its kind";
  if (old.identity !== now.identity) return "its identity";
  const pinned = kinds.get(old.kind)?.pinnedOptions ?? [];
  const differs = (name: string): boolean =>
    canonical(old.options[name] ?? null) !== canonical(now.options[name] ?? null);
  return pinned.find(differs) ?? null;
}
