import type { CallOptions } from "../ports/call-options.ts";
import type { ObjectId } from "../ports/git.ts";
import type { Distrust } from "../ports/ledger.ts";
import { distrusted } from "./distrusted.ts";
import { NAMESPACE, type LedgerParts } from "./ledger-parts.ts";
import { fromSigned } from "./signed-commit.ts";

/** Whose engine signed a commit, or why none counts. */
export type EngineSignature =
  { readonly ok: true; readonly key: string } | { readonly ok: false; readonly distrust: Distrust };

/** Tells whether one of these engine keys signed a commit of the ledger. */
export async function checkEngineSignature(
  { git, signature }: Pick<LedgerParts, "git" | "signature">,
  commit: ObjectId,
  keys: ReadonlySet<string>,
  options: CallOptions,
): Promise<EngineSignature> {
  const signed = fromSigned(await git.rawCommit(commit, options));
  const facts = signed === null ? null : signature.verify(signed.armour, signed.payload, { namespace: NAMESPACE });
  if (signed === null || !facts?.ok) return { ok: false, distrust: distrusted("LEDGER_FOREIGN_EVENT", { commit }) };
  const key = facts.value.fingerprint;
  if (!keys.has(key)) return { ok: false, distrust: distrusted("LEDGER_UNTRUSTED_KEY", { commit, key }) };
  return { ok: true, key };
}
