import { chmodSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { allGone, giveLogins, odd } from "../place/crowd.ts";
import type { Counts } from "../counts.ts";
import type { Place } from "../place/place.ts";
import type { Site } from "../place/site.ts";
import { moment } from "../place/until.ts";
import { Findings, seconds, type Row } from "../row.ts";

const limitMs = 1000;
const marginMs = 2000;

/** Something of the outside that is broken from just before the end on, until it is mended; null: it stays. */
interface Trouble {
  readonly name: string;
  readonly begin: (site: Site) => Promise<void> | void;
  readonly mend: ((site: Site) => void) | null;
  /** Whether the engine must tell of it. */
  readonly isTold: boolean;
  /** The engine's clone lies on a disk of its own. */
  readonly ownDisk?: true;
  /** The engine's clock and pauses run so many times as fast while it is broken. */
  readonly pace?: number;
}

/** What is written until the disk takes nothing more. */
const fill = "fill";
const clock = join(import.meta.dirname, "../place/clock.ts");

const troubles: readonly Trouble[] = [
  {
    name: "push refused for an hour",
    pace: 120,
    begin(site) {
      const hook = join(site.box.folder, site.remote, "hooks/pre-receive");
      writeFileSync(hook, "#!/bin/sh\necho 'nobody pushes now' >&2\nexit 1\n");
      chmodSync(hook, 0o755);
    },
    mend: (site) => {
      rmSync(join(site.box.folder, site.remote, "hooks/pre-receive"));
    },
    isTold: true,
  },
  {
    name: "disk full",
    ownDisk: true,
    begin: async (site) => {
      await site.box.sh(`cat /dev/zero > ${fill} 2> /dev/null || true`, site.engine);
    },
    mend: (site) => {
      rmSync(join(site.box.folder, site.engine, fill));
    },
    isTold: true,
  },
  {
    name: "forge down",
    begin: (site) => {
      const folder = join(site.box.folder, site.remote);
      renameSync(folder, `${folder}.away`);
    },
    mend: (site) => {
      const folder = join(site.box.folder, site.remote);
      renameSync(`${folder}.away`, folder);
    },
    isTold: true,
  },
  {
    name: "poison request",
    begin: (site) =>
      site.merge({ "requests/payments/customers/2026-11-27-poison.yaml": `a: &a [${"*a, ".repeat(3000)}]\n` }),
    mend: null,
    isTold: false,
  },
  {
    name: "broken brevet.yaml",
    begin: (site) => site.merge({ "brevet.yaml": "targets: [" }),
    mend: null,
    isTold: false,
  },
];

/** Whatever an engine needs beside the target is broken over the end of leases. */
const outsideBroken: Row = {
  name: troubles.map(({ name }) => name).join(", "),
  openBao: "–",
  limit: "every end on time (≤ 1 s), all recorded afterwards, nothing twice",
  async run(place, counts) {
    const found = new Findings();
    const figures: string[] = [];
    for (const trouble of troubles) {
      const isPossible = trouble.ownDisk !== true || process.getuid?.() === 0;
      figures.push(isPossible ? await bear(place, trouble, found, counts) : `${trouble.name}: only root can try it`);
    }
    return found.measured(figures.join("; "));
  },
};
export default outsideBroken;

async function bear(place: Place, trouble: Trouble, found: Findings, counts: Counts): Promise<string> {
  const site = await place.site();
  if (trouble.ownDisk === true) await onOwnDisk(site);
  try {
    return await endIn(place, site, trouble, { found, ...counts });
  } finally {
    await site.leave();
    if (trouble.ownDisk === true) await site.box.sh(`umount '${join(site.box.folder, site.engine)}'`);
  }
}

/** Puts the engine's clone on a disk that is soon full. */
async function onOwnDisk({ box, engine }: Site): Promise<void> {
  const folder = join(box.folder, engine);
  await box.sh(
    `mv '${folder}' '${folder}.old' && mkdir '${folder}' && mount -t tmpfs -o size=16m tmpfs '${folder}' && cp -a '${folder}.old/.' '${folder}'`,
  );
}

async function endIn(
  place: Place,
  site: Site,
  { name, begin, mend, isTold, pace = 1 }: Trouble,
  { found, fewSeconds, troubleMs }: { found: Findings; fewSeconds: number; troubleMs: number },
): Promise<string> {
  const engine = site.resident({ NODE_OPTIONS: `--import=${clock}`, BATTERY_PACE: String(pace) });
  const { ids, firstEnd, lastEnd } = await giveLogins(place, site, { count: 5, seconds: fewSeconds, engine });
  await site.says((told) => ids.every((id) => told.some(({ grant, type }) => grant === id && type === "activated")));
  await moment(firstEnd - marginMs);
  await begin(site);
  const late = (await allGone(place)) - lastEnd;
  found.owe(Number.isFinite(late), `${name}: they are not gone`);
  found.within(late, limitMs, `${name}: gone`);
  if (mend !== null) {
    if (pace !== 1) engine.send("SIGUSR2");
    await moment(lastEnd + troubleMs);
    if (pace !== 1) engine.send("SIGUSR2");
    mend(site);
  }
  for (const each of await odd(site, ids)) found.owe(false, `${name}: ${each}`);
  const isHeard = engine.news.some(({ kind }) => kind === "trouble");
  found.owe(isHeard || !isTold, `${name}: it does not say that something is wrong`);
  found.owe(await site.verifies(), `${name}: the ledger does not verify`);
  return `${name}: gone ${seconds(late)} after their end`;
}
