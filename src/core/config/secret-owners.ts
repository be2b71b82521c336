import type { Config } from "./config.ts";

/** The ids of all that a secret may serve beside the engine itself. */
export function secretOwners({
  targets,
  notify,
  evidence,
}: Pick<Config, "targets" | "notify" | "evidence">): readonly string[] {
  return [...new Set([...Object.keys(targets), ...notify.map(({ id }) => id), ...evidence.map(({ id }) => id)])];
}
