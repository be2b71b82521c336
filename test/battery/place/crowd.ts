import type { Resident } from "../../e2e/resident.ts";
import type { Place } from "./place.ts";
import type { Site, Told } from "./site.ts";
import { until } from "./until.ts";

/** Grants of one length that were given together, and when the first and the last of them end. */
export interface Crowd {
  readonly ids: readonly string[];
  readonly firstEnd: number;
  readonly lastEnd: number;
}

/** The story of a grant to which nothing happened. */
export const life: readonly string[] = ["admitted", "starting", "activated", "ended"];

/** One change may bring so many requests, and no more. */
const most = 100;

/**
 * So many have a login, given by a resident engine, which goes on running. They ask for so long, in seconds: as short as
 * lets all be there before the first one ends.
 */
export async function giveLogins(
  { database, people }: Place,
  site: Site,
  how: { readonly count: number; readonly seconds: number; readonly engine: Resident },
): Promise<Crowd> {
  const ids: string[] = [];
  for (let first = 0; first < how.count; first += most) {
    const who = people.names.slice(first, Math.min(first + most, how.count));
    ids.push(...(await site.ask("login", who, `${how.seconds}s`)));
  }
  const given = await until(async () => (await database.logins()).size === how.count);
  const ends = (await site.told()).flatMap(({ type, grant, until: end }) =>
    type === "admitted" && ids.includes(grant) ? [end] : [],
  );
  if (!(given < Math.min(...ends))) throw new Error(`${how.seconds} s are too short to give ${how.count} logins here`);
  return { ids, firstEnd: Math.min(...ends), lastEnd: Math.max(...ends) };
}

/** When no login of Brevet's is left there; the database may be away meanwhile. */
export function allGone({ database }: Place, mostMs = 120_000): Promise<number> {
  return until(async () => (await database.logins().catch(() => null))?.size === 0, mostMs, 20);
}

/** Waits until every one of those grants is recorded as ended; answers those whose story is another than a whole life. */
export async function odd(site: Site, ids: readonly string[], story: readonly string[] = life): Promise<string[]> {
  const storyOf = (told: readonly Told[], id: string): string[] =>
    told.filter(({ grant }) => grant === id).map(({ type }) => type);
  await site.says((told) => ids.every((id) => storyOf(told, id).at(-1) === "ended"));
  const told = await site.told();
  return ids.flatMap((id) => {
    const own = storyOf(told, id).filter((type) => type !== "end_failed" || story.includes("end_failed"));
    return own.join() === story.join() ? [] : [`${id}: ${own.join()}`];
  });
}
