import type { CallOptions } from "../ports/call-options.ts";
import type { LedgerParts } from "./ledger-parts.ts";

/** Fingerprints whose signature counts: those pinned outside git, and the engine's own. Nothing in git adds one. */
export async function trustedKeys(
  { trust, key, signature }: Pick<LedgerParts, "trust" | "key" | "signature">,
  options: CallOptions,
): Promise<ReadonlySet<string>> {
  const own = key === null ? null : await signature.identify(key, options);
  return new Set([...(trust?.keys ?? []), ...(own?.ok ? [own.value.fingerprint] : [])]);
}
