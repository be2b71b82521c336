import type { CallsSpent, Forge } from "../ports/forge.ts";

/** What a report adds of the forge's calls, where they count: how many it cost, and how many are left. */
export function callsOf({ forge }: { readonly forge: Forge }): { readonly calls?: CallsSpent } {
  const calls = forge.spent?.();
  return calls === undefined ? {} : { calls };
}
