import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { addressOf, letsIn } from "../../test/battery/place/holder.ts";
import { openPlace, type Place } from "../../test/battery/place/place.ts";
import type { Site } from "../../test/battery/place/site.ts";
import { until } from "../../test/battery/place/until.ts";
import type { Resident } from "../../test/e2e/resident.ts";
import type { Case, Line } from "../line.ts";

/** People who ask, one after the other, and how long each has a login. */
const PEOPLE = 30;
const LEASE = "20s";
/** Longer than a judging thread is kept that nobody asks. */
const IDLE_MS = 40_000;
const IDLE_MB = 100;
const USABLE_MS = 1000;
const GONE_MS = { p50: 50, p99: 250 };

/** One resident engine with a PostgreSQL, real git and one who asks after the other, to whom it gives and from whom it takes. */
const residentEngine: Case = {
  name: `A resident engine: ${PEOPLE} logins, one after the other`,
  async run() {
    if (!existsSync("/proc/self/status")) return { leftOut: "this machine does not say how much memory a process has" };
    await using place = await openPlace(PEOPLE, true);
    if (place === null) return { leftOut: "there is no PostgreSQL here" };
    const site = await place.site();
    const engine = site.resident(asDeployed());
    await engine.heard((news) => news.kind === "helm" && news.held);
    await wait(IDLE_MS);
    const fresh = residentMb(engine);
    const usable = await giveInTurn(place, site);
    await until(async () => (await place.database.logins()).size === 0);
    await site.says((told) => told.filter(({ type }) => type === "ended").length === PEOPLE);
    await wait(IDLE_MS);
    const late = engine.news.flatMap((news) =>
      news.kind === "change" && news.change.action === "end" && news.seconds !== null ? [news.seconds * 1000] : [],
    );
    return [
      limited("memory, idle since it began", fresh, IDLE_MB, "MB"),
      limited("memory, idle after that", residentMb(engine), IDLE_MB, "MB"),
      limited("pushed merge to a login that lets in, median", share(usable, 0.5), USABLE_MS, "ms"),
      limited("seen gone after its end, median", share(late, 0.5), GONE_MS.p50, "ms"),
      limited("seen gone after its end, 99 of 100", share(late, 0.99), GONE_MS.p99, "ms"),
    ];
  },
};
export default residentEngine;

/** What deploy/environment says beside where secrets are. */
function asDeployed(): Record<string, string> {
  const text = readFileSync(path.join(import.meta.dirname, "../../deploy/environment"), "utf8");
  const settings = [...text.matchAll(/^(?<name>NODE_OPTIONS|MALLOC_ARENA_MAX)=(?<value>.+)$/gm)];
  return Object.fromEntries(settings.map(({ groups }) => [groups?.["name"] ?? "", groups?.["value"] ?? ""]));
}

/** Milliseconds from each merge until its login let somebody in. */
async function giveInTurn(place: Place, site: Site): Promise<number[]> {
  const usable: number[] = [];
  for (const name of place.people.names.slice(0, PEOPLE)) {
    const { id, files } = await site.request("login", name, LEASE);
    await site.merge(files);
    const pushed = Date.now();
    const isIn = async (): Promise<boolean> => {
      const address = await addressOf(place, id).catch(() => null);
      return address !== null && (await letsIn(address));
    };
    usable.push((await until(isIn)) - pushed);
  }
  return usable;
}

function residentMb({ pid }: Resident): number {
  const [, kb = "NaN"] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kb) / 1024;
}

/** The value that such a share of all do not pass. */
function share(all: readonly number[], part: number): number {
  return all.toSorted((a, b) => a - b)[Math.ceil(all.length * part) - 1] ?? Number.NaN;
}

function limited(what: string, value: number, bound: number, unit: string): Line {
  return {
    what,
    ours: `${Math.round(value)} ${unit}`,
    peer: `${bound} ${unit} allowed`,
    ratio: value / bound,
    target: 1,
  };
}
