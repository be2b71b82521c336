import { execFileSync } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { eventsFrom } from "../ledger/history.ts";
import { collect } from "../../test/fakes/collect.ts";
import { folder } from "../folder.ts";
import { begun, emptyRepository, grow, options, type Place } from "../ledger/place.ts";
import type { Case } from "../line.ts";
import { inTurn } from "../measure.ts";

const EVENTS = 10_000;
const ROUNDS = 5;

/** Sealing, folding, signing and publishing events, beside git alone taking in the same commits ready-made. */
const append: Case = {
  name: `Append ${EVENTS} events to the ledger`,
  async run() {
    const first = await begun();
    const drafts = eventsFrom(0, EVENTS);
    const prepared = await prepare(first.place, await grow(first.place, first.view, EVENTS, EVENTS));
    const fresh = await Promise.all(Array.from({ length: ROUNDS }, () => begun()));
    const empty = Array.from({ length: ROUNDS }, () => emptyRepository());
    const [mine, theirs] = [fresh.values(), empty.values()];
    const { ours, peer } = await inTurn(
      async () => {
        const { place, view } = mine.next().value ?? first;
        await place.ledger.append(view, drafts, options);
      },
      () => {
        const stream = openSync(prepared, "r");
        const args = ["--git-dir", theirs.next().value ?? "", "fast-import", "--quiet", "--done"];
        execFileSync("git", args, { stdio: [stream, "ignore", "inherit"] });
        closeSync(stream);
      },
      ROUNDS,
    );
    await Promise.all([first, ...fresh].map(({ place }) => place.git.close()));
    return [
      {
        what: `${EVENTS} events, one run`,
        ours: `${Math.round(ours.wallMs)} ms`,
        peer: `${Math.round(peer.wallMs)} ms git fast-import`,
        ratio: ours.wallMs / peer.wallMs,
        target: 1.3,
      },
    ];
  },
};
export default append;

/** The commits of a ledger as a stream for fast-import. */
async function prepare({ git }: Place, { tip }: { readonly tip: { readonly commit: string } }): Promise<string> {
  const parts: (string | Uint8Array)[] = [];
  const data = (bytes: Uint8Array): void => void parts.push(`data ${bytes.length}\n`, bytes, "\n");
  for (const { message, changes } of (await collect(git.history(tip.commit, "", options))).flat()) {
    parts.push("commit refs/heads/ledger/1\ncommitter Brevet <engine@brevet.invalid> 1795341600 +0000\n");
    data(Buffer.from(message));
    for (const { path: file, bytes } of changes) {
      parts.push(bytes === null ? `D ${file}\n` : `M 100644 inline ${file}\n`);
      if (bytes !== null) data(bytes);
    }
    parts.push("\n");
  }
  const stream = path.join(folder(), "stream");
  await writeFile(stream, [...parts, "done\n"]);
  return stream;
}
