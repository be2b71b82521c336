import type { WatchNews } from "../../../src/core/report/watch-news.ts";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { once } from "node:events";
import { delimiter, join } from "node:path";
import { allGone, giveLogins, odd } from "../place/crowd.ts";
import { addressOf, letsIn } from "../place/holder.ts";
import type { Place } from "../place/place.ts";
import type { Site } from "../place/site.ts";
import { moment } from "../place/until.ts";
import { Findings, seconds, type Row } from "../row.ts";

const limitMs = 3000;
const marginMs = 2000;
/** Far longer than any deadline: milliseconds. */
const patienceMs = 90_000;
/** The two ends of the one cable between the engine's network and the machine's. */
const [ours, theirs] = ["10.211.97.1", "10.211.97.2"];
const network = `brevet-${process.pid}`;
const cable = `bv${process.pid}`;

/** The engine reaches the database over a network, which is cut before the end and whole again long after it. */
const networkCut: Row = {
  name: "network namespace cut for the whole of a lease's end",
  openBao: "–",
  limit: "native end holds; the rest ≤ 3 s after it is back",
  async run(place, { fewSeconds, troubleMs }) {
    if (process.platform !== "linux" || process.getuid?.() !== 0)
      return { skipped: "network namespaces need Linux, and root" };
    const [site, found] = [await place.site(), new Findings()];
    await using net = await lay(place, site);
    const engine = site.resident(net.env);
    const { ids, firstEnd, lastEnd } = await giveLogins(place, site, { count: 5, seconds: fewSeconds, engine });
    const addresses = await Promise.all(ids.map(async (id) => onSocket(place, await addressOf(place, id))));
    await moment(firstEnd - marginMs);
    await site.box.sh(`ip link set ${cable} down`);
    await moment(lastEnd);
    const tries = await Promise.all(addresses.map(letsIn));
    found.owe(!tries.includes(true), "the database lets in after the end");
    const isLoss = (news: WatchNews): boolean => news.kind === "target" && !news.answers;
    await Promise.race([engine.heard(isLoss), moment(lastEnd + patienceMs)]);
    await moment(lastEnd + troubleMs);
    found.owe((await place.database.logins()).size === ids.length, "something else ended the logins");
    await site.box.sh(`ip link set ${cable} up`);
    const back = Date.now();
    const gone = (await allGone(place)) - back;
    found.owe(Number.isFinite(gone), "they are not gone");
    found.within(gone, limitMs, "gone");
    found.owe(engine.news.some(isLoss), "it does not say that the database is out of reach");
    for (const each of await odd(site, ids)) found.owe(false, each);
    await site.leave();
    return found.measured(`nobody is let in; gone ${seconds(gone)} after it is whole again`);
  },
};
export default networkCut;

/** The same login by the server's own socket, which no cut touches. */
function onSocket({ database }: Place, address: string): string {
  const { username, password } = new URL(address);
  return database.server.url(decodeURIComponent(username), decodeURIComponent(password));
}

/** Lays the cable; what runs with `env` is at its far end. */
async function lay(place: Place, site: Site): Promise<AsyncDisposable & { readonly env: NodeJS.ProcessEnv }> {
  const { box } = site;
  await box.sh(
    [
      `ip netns add ${network}`,
      `ip link add ${cable} type veth peer name far netns ${network}`,
      `ip addr add ${ours}/30 dev ${cable}`,
      `ip link set ${cable} up`,
      `ip -n ${network} addr add ${theirs}/30 dev far`,
      `ip -n ${network} link set far up`,
    ].join(" && "),
  );
  const door = await listen(`${place.database.server.host}/.s.PGSQL.5432`);
  const { port } = door.address() as { port: number };
  const url = `postgresql://brevet:engine-password@${ours}:${port}/postgres?sslmode=disable`;
  writeFileSync(join(box.folder, site.engine, ".git/brevet/db/url"), url);
  const bin = join(box.folder, "far");
  mkdirSync(bin, { recursive: true });
  writeFileSync(
    join(bin, "brevet"),
    `#!/bin/sh\nexec ip netns exec ${network} '${join(box.folder, ".bin/brevet")}' "$@"\n`,
  );
  chmodSync(join(bin, "brevet"), 0o755);
  return {
    env: { PATH: [bin, box.env["PATH"] ?? ""].join(delimiter) },
    async [Symbol.asyncDispose]() {
      await site.leave();
      door.close();
      await box.sh(`ip link del ${cable}; ip netns del ${network}`);
    },
  };
}

/** Leads from the cable to the server's socket. */
async function listen(socket: string): Promise<Server> {
  const server = createServer((one) => {
    const other = connect(socket);
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const)
      from.on("error", () => to.destroy()).pipe(to);
  });
  server.listen(0, ours);
  await once(server, "listening");
  return server;
}
