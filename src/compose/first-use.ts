import type { CallOptions } from "../ports/call-options.ts";
import type { Trust } from "../ports/ledger.ts";
import type { Clone } from "./clone.ts";

/**
 * Pins what main shows, where a person's clone has pinned nothing yet: from then on another ledger or another engine
 * key is told. Null where there is nothing to pin.
 */
export async function pinOnFirstUse(clone: Clone, options: CallOptions): Promise<Trust | null> {
  const { trust, shown, signature, installation } = clone;
  if (trust !== null) return trust;
  options.signal.throwIfAborted();
  if (shown === null || shown.ledger.genesis === null) return null;
  const keys = shown.ledger.keys.map((key) => signature.readKey(key.split(" ").slice(0, 2).join(" ")));
  const first = {
    genesis: shown.ledger.genesis,
    keys: keys.flatMap((key) => (key.ok ? [key.value.fingerprint] : [])),
  };
  await installation.pin(first);
  return first;
}
