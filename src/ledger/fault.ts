import { catalogue, type Code, type Params } from "../core/problem/catalogue.ts";
import type { Words } from "../core/problem/words.ts";
import type { ObjectId } from "../ports/git.ts";

/** What is wrong with an event of the history, in the catalogue's words. */
export interface Fault {
  readonly ok: false;
  readonly seq: number;
  readonly commit: ObjectId;
  readonly code: Code;
  readonly message: string;
  readonly next: string;
}

/** That fault, at that commit. */
export function fault<C extends Code>(code: C, params: Params<C> & { readonly seq: number }, commit: ObjectId): Fault {
  const { summary, next } = (catalogue[code] as (params: Params<C>) => Words)(params);
  return { ok: false, seq: params.seq, commit, code, message: summary, next };
}
