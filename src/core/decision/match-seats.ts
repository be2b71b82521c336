/** Something with a number of seats, and who could sit there. */
export interface Seats {
  readonly count: number;
  readonly candidates: readonly string[];
}

/**
 * Who sits where, so that as many seats as can be are filled and nobody has two: a maximum bipartite matching, grown
 * by augmenting paths. Groups are filled in their order, and people are asked in theirs, so equal questions have
 * equal answers; one candidate more never leaves any group with fewer filled.
 */
export function matchSeats(groups: readonly Seats[]): string[][] {
  const seated = new Map<string, number>();
  for (const [index, group] of groups.entries())
    for (let seat = 0; seat < group.count; seat += 1) if (!fill(groups, index, seated, new Set())) break;
  return groups.map((_, index) => [...seated].flatMap(([person, at]) => (at === index ? [person] : [])).sort());
}

/** Finds somebody for one more seat of a group, moving others to another seat of theirs where that helps. */
function fill(groups: readonly Seats[], index: number, seated: Map<string, number>, asked: Set<string>): boolean {
  for (const person of groups[index]?.candidates ?? []) {
    if (asked.has(person)) continue;
    asked.add(person);
    const before = seated.get(person);
    if (before === index) continue;
    if (before === undefined || fill(groups, before, seated, asked)) {
      seated.set(person, index);
      return true;
    }
  }
  return false;
}
