import type { Grant } from "../grant/grant.ts";
import { isOpen } from "./due.ts";
import type { Holding } from "./holding.ts";
import { accessKey, termsKey } from "./terms.ts";
import type { Comparable } from "./terms.ts";

/** What a target shows, sorted by whose it is. */
export interface Claims {
  /** By grant not ended: what it has there by its events. Several grants may have the same. */
  readonly ours: ReadonlyMap<string, readonly Holding[]>;
  /** Of grants that have ended: there again, there still, or only now. */
  readonly leftover: readonly Holding[];
  /** Bears a marker of ours that no event explains. */
  readonly unexplained: readonly Holding[];
  /** Somebody else's, whatever it bears. */
  readonly foreign: readonly Holding[];
}

/**
 * Tells ours from others'. Ours is the account and rights of a grant whose start was recorded: by the name that the
 * target gave it, by its marker, or, where it bears neither, by its effect alone. The same account is always needed.
 */
export function claim(holdings: readonly Holding[], grants: readonly Grant[], comparable: Comparable): Claims {
  const open = grants.filter((grant) => grant.begun && isOpen(grant));
  const access = (of: Pick<Holding, "principal" | "rights">): string => accessKey(of, comparable);
  const ours = new Map<string, Holding[]>();
  const sift = (left: readonly Holding[], find: (holding: Holding) => readonly Grant[]): Holding[] =>
    left.filter((holding) => {
      const by = find(holding);
      for (const { id } of by) ours.set(id, [...(ours.get(id) ?? []), holding]);
      return by.length === 0;
    });
  const isOn =
    ({ principal }: Holding) =>
    ({ effect }: Grant): boolean =>
      comparable(principal) === comparable(effect.principal);

  // By name, not as listed: of two that a grant may have without an answer, every look finds the same one.
  const inOrder = [...holdings].sort((a, b) => (a.ref < b.ref ? -1 : 1));
  const byRef = Map.groupBy(open, ({ given }) => given?.ref ?? null);
  const unnamed = sift(inOrder, (holding) => (byRef.get(holding.ref) ?? []).filter(isOn(holding)));
  const byId = new Map<string | null, Grant>(open.map((grant) => [grant.id, grant]));
  const unmarked = sift(unnamed, (holding) => {
    const named = byId.get(holding.grant);
    return named !== undefined && isOn(holding)(named) ? [named] : [];
  });
  const byAccess = Map.groupBy(open, ({ effect }) => access(effect));
  const others = sift(unmarked, (holding) => {
    const same = (byAccess.get(access(holding)) ?? []).filter(({ id }) => !ours.has(id));
    return sharing(same, comparable);
  });
  return { ours, ...sortOthers(others, grants, access) };
}

/** Of several that could be meant, the newest and those that share with it: it began when the others were gone. */
function sharing(grants: readonly Grant[], comparable: Comparable): readonly Grant[] {
  const [newest] = [...grants].sort((a, b) => b.seq - a.seq);
  if (newest === undefined) return [];
  return grants.filter((grant) => termsKey(grant, comparable) === termsKey(newest, comparable));
}

function sortOthers(
  holdings: readonly Holding[],
  grants: readonly Grant[],
  access: (of: Pick<Holding, "principal" | "rights">) => string,
): Omit<Claims, "ours"> {
  const known = new Map(grants.map((grant) => [grant.id, grant]));
  const over = Map.groupBy(
    grants.filter((grant) => grant.begun && !isOpen(grant)),
    ({ effect }) => access(effect),
  );
  const kindOf = (holding: Holding): "leftover" | "unexplained" | "foreign" => {
    const same = over.get(access(holding));
    if (same?.some(({ id, given }) => id === holding.grant || given === null) === true) return "leftover";
    if (holding.grant === null) return "foreign";
    return known.get(holding.grant)?.begun === true ? "foreign" : "unexplained";
  };
  const sorted = Map.groupBy(holdings, kindOf);
  return {
    leftover: sorted.get("leftover") ?? [],
    unexplained: sorted.get("unexplained") ?? [],
    foreign: sorted.get("foreign") ?? [],
  };
}
