import { problem } from "../../core/problem/problem.ts";
import type { PastOutcome, ReplayedCase, ReplayReport } from "../../core/report/replay.ts";

/** So many cases are told; of those with the same outcome on other terms fewer. */
const mostCases = 50;
const mostOtherTerms = 20;

/** Counts what other rules make of the past: memory that hangs on how many people and things there are, not on how long. */
export class Tally {
  decisions = 0;
  unreadable = 0;
  newer = 0;
  same = 0;
  /** Seconds after which it was given up; null: all was judged. */
  cutAfter: number | null = null;
  readonly #outcomes = new Map<string, number>();
  readonly #gained = new Map<string, number>();
  readonly #lost = new Map<string, number>();
  readonly #subjects = new Map<string, number>();
  readonly #resources = new Map<string, number>();
  readonly #otherOutcome: ReplayedCase[] = [];
  readonly #otherTerms: ReplayedCase[] = [];

  /** One decision that says something else. */
  differs(one: ReplayedCase): void {
    add(this.#outcomes, `${one.was} ${one.now}`);
    for (const term of one.gained) add(this.#gained, term);
    for (const term of one.lost) add(this.#lost, term);
    add(this.#subjects, one.subject);
    add(this.#resources, one.entitlement.slice(0, one.entitlement.lastIndexOf(":")));
    const [cases, most] = one.was === one.now ? [this.#otherTerms, mostOtherTerms] : [this.#otherOutcome, mostCases];
    if (cases.length < most) cases.push(one);
  }

  report(about: Pick<ReplayReport, "policy" | "since">): ReplayReport {
    const { decisions, unreadable, newer, same } = this;
    const terms = [...new Set([...this.#gained.keys(), ...this.#lost.keys()])].sort();
    return {
      ok: true,
      ...about,
      decisions,
      unreadable,
      newer,
      problems: [
        ...(this.cutAfter === null ? [] : [problem("PAST_CUT", { seconds: this.cutAfter }, {}, "warning")]),
        ...(unreadable > 0 ? [problem("PAST_UNREADABLE", { count: unreadable }, {}, "warning")] : []),
        ...(newer > 0 ? [problem("PAST_NEWER", { count: newer }, {}, "warning")] : []),
      ],
      same,
      changed: decisions - unreadable - newer - same,
      outcomes: mostFirst(this.#outcomes).map(({ id, count }) => {
        const [was, now] = id.split(" ") as [PastOutcome, PastOutcome];
        return { was, now, count };
      }),
      terms: terms.map((term) => ({ term, gained: this.#gained.get(term) ?? 0, lost: this.#lost.get(term) ?? 0 })),
      subjects: mostFirst(this.#subjects),
      resources: mostFirst(this.#resources),
      cases: [...this.#otherOutcome, ...this.#otherTerms],
    };
  }
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function mostFirst(counts: ReadonlyMap<string, number>): { readonly id: string; readonly count: number }[] {
  return [...counts].map(([id, count]) => ({ id, count })).sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1));
}
