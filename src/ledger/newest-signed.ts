import type { CallOptions } from "../ports/call-options.ts";
import type { ObjectId } from "../ports/git.ts";
import type { Distrust } from "../ports/ledger.ts";
import { distrusted } from "./distrusted.ts";
import { checkEngineSignature } from "./engine-signature.ts";
import type { LedgerParts } from "./ledger-parts.ts";
import { readRawCommit } from "./raw-commit.ts";

/** No honest run is longer: whoever pushed more on top wants to be waited for. */
const LONGEST_TAIL = 10_000;

/** The newest commit below a head that an engine signed, and what is wrong with the head if it is not that. */
export type NewestSigned =
  | { readonly commit: ObjectId; readonly distrust: Distrust | null }
  | { readonly commit: null; readonly distrust: Distrust };

/** Walks down from a head to the newest commit signed by one of the keys; `known` is one that needs no proof. */
export async function newestSigned(
  parts: Pick<LedgerParts, "git" | "signature">,
  head: ObjectId,
  keys: ReadonlySet<string>,
  known: ObjectId | null,
  options: CallOptions,
): Promise<NewestSigned> {
  let distrust: Distrust | null = null;
  let commit: ObjectId | undefined = head;
  for (let length = 0; commit !== undefined && length < LONGEST_TAIL; length += 1) {
    if (commit === known && distrust !== null) return { commit, distrust };
    const signature = await checkEngineSignature(parts, commit, keys, options);
    if (signature.ok) return { commit, distrust };
    distrust ??= signature.distrust;
    commit = readRawCommit(await parts.git.rawCommit(commit, options)).parents[0];
  }
  return { commit: null, distrust: distrust ?? distrusted("LEDGER_FOREIGN_EVENT", { commit: head }) };
}
