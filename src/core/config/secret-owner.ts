import type { SecretRef } from "./config.ts";

/** Who may be served by a secret of that name: the engine, or the target or notifier with the longest id that fits; else null. */
export function secretOwner(ref: SecretRef, others: readonly string[]): string | null {
  const owners = ["engine", ...others];
  const fits = ref.startsWith("env:")
    ? owners.filter((id) => ref.startsWith(`env:BREVET_${id.toUpperCase().replaceAll("-", "_")}_`))
    : owners.filter((id) => ref.startsWith(`file:${id}/`));
  const longest = Math.max(...fits.map((id) => id.length));
  const best = fits.filter((id) => id.length === longest);
  // `a-b` and `a_b` would share a name: then it is nobody's.
  return best.length === 1 ? (best[0] ?? null) : null;
}
