import type { TargetConfig } from "../../src/core/config/config.ts";

/** A target of that runner as brevet.yaml names it, without anything special. */
export function targetConfig(id: string, runner: string | null = null): TargetConfig {
  return { id, kind: "fake", identity: `id-of-${id}`, mode: "enforce", runner, privileged: [], options: {} };
}
