import { brevetError } from "../core/problem/brevet-error.ts";
import type { CallOptions } from "../ports/call-options.ts";
import type { ObjectId } from "../ports/git.ts";
import type { SigningKey } from "../ports/signature.ts";
import { NAMESPACE, type LedgerParts } from "./ledger-parts.ts";
import { withSignature } from "./signed-commit.ts";

/** Makes a commit again with an engine's signature over it, which covers all that it stands on. */
export async function signCommit(
  { git, signature }: Pick<LedgerParts, "git" | "signature">,
  key: SigningKey,
  commit: ObjectId,
  options: CallOptions,
): Promise<ObjectId> {
  return signRaw({ git, signature }, key, await git.rawCommit(commit, options), options);
}

/** Writes a commit with an engine's signature over it. */
export async function signRaw(
  { git, signature }: Pick<LedgerParts, "git" | "signature">,
  key: SigningKey,
  raw: Uint8Array,
  options: CallOptions,
): Promise<ObjectId> {
  const signed = await signature.sign(raw, NAMESPACE, key, options);
  if (!signed.ok)
    throw brevetError("LEDGER_KEY_UNUSABLE", { what: signed.problems.map(({ message }) => message).join(" ") });
  return git.writeRawCommit(withSignature(raw, signed.value), options);
}
