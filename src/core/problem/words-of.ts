import { catalogue, type Code, type Params } from "./catalogue.ts";
import type { Words } from "./words.ts";

/** The words of that code. What another program said, at the end of a sentence, may have ended one itself. */
export function wordsOf<C extends Code>(code: C, params: Params<C>): Words {
  const { summary, next } = (catalogue[code] as (params: Params<C>) => Words)(params);
  return { summary: summary.replace(/([.!?])\.$/, "$1"), next };
}
