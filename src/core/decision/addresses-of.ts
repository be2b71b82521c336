import type { Obligation } from "./decision.ts";
import { mergeObligations } from "./merge-obligations.ts";

/** The blocks of addresses that obligations hold access to, each in its one text, in order; null: it may be used from any. */
export function addressesOf(obligations: readonly Obligation[]): readonly string[] | null {
  return mergeObligations(obligations).find((each) => each.kind === "source_addresses")?.values ?? null;
}
