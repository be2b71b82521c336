import type { Instant } from "../time/instant.ts";
import { toTimestamp } from "../time/timestamp.ts";
import type { Draft } from "./event.ts";

/** The first event of a ledger. keys: fingerprints of the first engine keys; nonce: random, made for it alone. */
export function genesis(
  about: { readonly repository: string; readonly keys: readonly string[]; readonly nonce: string },
  at: Instant,
  by: Draft["by"],
): Draft {
  return { at: toTimestamp(at), type: "genesis", grant: null, main: null, by, body: { ...about } };
}
