import { catalogue, type Params } from "../core/problem/catalogue.ts";
import type { Words } from "../core/problem/words.ts";
import type { Distrust } from "../ports/ledger.ts";

/** Why a ledger is not believed, in the catalogue's words. */
export function distrusted<C extends Distrust["code"]>(code: C, params: Params<C>): Distrust {
  const { summary, next } = (catalogue[code] as (params: Params<C>) => Words)(params);
  return { code, message: summary, next };
}
