import type { Stage } from "./decision.ts";

/**
 * Stages of equal name and sources are one: the larger count, everything that any of them needs. A count that makes
 * no sense stays, whatever the others say, so that it is seen. In canonical order.
 */
export function mergeStages(stages: readonly Stage[]): Stage[] {
  const groups = Map.groupBy(stages.map(normal), ({ name, from }) => JSON.stringify([name, from]));
  return [...groups]
    .sort(([a], [b]) => compare(a, b))
    .map(([, group]) =>
      group.reduce((one, other) => ({
        ...strictest(one, other),
        need: union(one.need, other.need),
        ...youngest(one, other),
      })),
    );
}

/** Whether so many can agree at all: one or more, whole. */
export function isCount(count: number): boolean {
  return Number.isSafeInteger(count) && count >= 1;
}

function normal(stage: Stage): Stage {
  return { ...stage, from: union(stage.from.map(named), []), need: union(stage.need, []) };
}

function named(ref: string): string {
  return ref.includes(":") ? ref : `person:${ref}`;
}

/** What asks for more names the stage's reason; of equals the first in the alphabet. */
function strictest(a: Stage, b: Stage): Stage {
  const [good, other] = [isCount(a.count), isCount(b.count)];
  if (good !== other) return good ? b : a;
  if (a.count !== b.count) return a.count > b.count ? a : b;
  return a.because <= b.because ? a : b;
}

function youngest(a: Stage, b: Stage): Pick<Stage, "max_age"> {
  const ages = [a.max_age, b.max_age].filter((age) => age !== undefined);
  return ages.length === 0 ? {} : { max_age: Math.min(...ages) };
}

function union<T extends string>(a: readonly T[], b: readonly T[]): T[] {
  return [...new Set([...a, ...b])].sort(compare);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
