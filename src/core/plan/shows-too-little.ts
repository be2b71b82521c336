import type { Grant } from "../grant/grant.ts";
import type { Instant } from "../time/instant.ts";
import type { Claims } from "./claims.ts";
import { isDue } from "./due.ts";

const fewest = 5;

/**
 * Whether a look at one target is not to be believed: at least five, and more than a quarter, of what should still be
 * there is not in it. open: its grants that have not ended.
 */
export function showsTooLittle(open: readonly Grant[], { ours }: Pick<Claims, "ours">, now: Instant): boolean {
  const refs = new Set(open.filter((grant) => !isDue(grant, now)).flatMap(({ given }) => given?.ref ?? []));
  const shown = new Set(open.filter(({ id }) => ours.has(id)).map(({ given }) => given?.ref));
  const gone = [...refs].filter((ref) => !shown.has(ref)).length;
  return gone >= fewest && gone > refs.size / 4;
}
