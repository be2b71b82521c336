import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import type * as OpenGit from "../../src/git/open-git.ts";
import type { ObjectId } from "../../src/ports/git.ts";
import { built } from "../built.ts";
import { folder } from "../folder.ts";
import { emptyRepository, options } from "../ledger/place.ts";
import type { Case } from "../line.ts";
import { inTurn } from "../measure.ts";

const { openGit } = await built<typeof OpenGit>("git/open-git.js");

const MERGES = 10_000;
const ROUNDS = 5;

/** Walking main since the cursor with the bytes of every request, beside the raw log of the same commits. */
const scan: Case = {
  name: `Scan ${MERGES} merges of main`,
  async run() {
    const repository = mergedRepository();
    const git = await openGit({ folder: repository, remote: null, ...options });
    const [from, to] = ["main~10000", "main"].map((name) =>
      execFileSync("git", ["--git-dir", repository, "rev-parse", name], { encoding: "utf8" }).trim(),
    );
    if (from === undefined || to === undefined) throw new Error("main is not there");
    const range = `${from}..${to}`;
    const log = [
      "log",
      "--first-parent",
      "-m",
      "--raw",
      "-r",
      "-z",
      "--no-abbrev",
      "--no-renames",
      "--format=%H",
      range,
    ];
    const { ours, peer } = await inTurn(
      async () => {
        let requests = 0;
        let wanted: ObjectId[] = [];
        for await (const { changes } of git.walk(from, to, options)) {
          wanted.push(...changes.flatMap(({ path: at, newOid }) => (isRequest(at) && newOid !== null ? [newOid] : [])));
          if (wanted.length < 500) continue;
          requests += (await git.blobs(wanted, options)).size;
          wanted = [];
        }
        requests += (await git.blobs(wanted, options)).size;
        if (requests !== (MERGES * 4) / 5) throw new Error(`found ${requests} requests`);
      },
      () => execFileSync("git", ["--git-dir", repository, ...log], { stdio: ["ignore", "ignore", "inherit"] }),
      ROUNDS,
    );
    await git.close();
    const shown = (ms: number): string => `${Math.round(ms)} ms`;
    return [
      {
        what: "8,000 requests in them, with their bytes",
        ours: shown(ours.wallMs),
        peer: `${shown(peer.wallMs)} git log --raw`,
        ratio: ours.wallMs / peer.wallMs,
        target: 2,
      },
    ];
  },
};
export default scan;

function isRequest(at: string): boolean {
  return at.startsWith("requests/");
}

/** A main branch of merges, four in five of which bring a request; the fifth changes the catalog. */
function mergedRepository(): string {
  const repository = emptyRepository();
  const parts = ["commit refs/heads/main\nmark :1\ncommitter A <a@acme.example> 1795341600 +0000\ndata 6\nBegin\n\n"];
  for (let at = 0; at < 300; at += 1) parts.push(file(`policies/catalog/resources/r${at}.yaml`, `title: r${at}\n`));
  parts.push("\n");
  let main = 1;
  for (let at = 0; at < MERGES; at += 1) {
    const change = at % 5 === 4 ? catalogFile(at) : requestFile(at);
    const when = 1_795_341_600 + at * 60;
    parts.push(
      `commit refs/heads/branch\nmark :${main + 1}\ncommitter U <u@acme.example> ${when} +0000\ndata 4\nAsk\n\nfrom :${main}\n${change}\n`,
      `commit refs/heads/main\nmark :${main + 2}\ncommitter A <a@acme.example> ${when + 30} +0000\ndata 6\nMerge\n\nfrom :${main}\nmerge :${main + 1}\n${change}\n`,
    );
    main += 2;
  }
  const stream = path.join(folder(), "stream");
  writeFileSync(stream, `${parts.join("")}done\n`);
  execFileSync("sh", ["-c", `git --git-dir "$1" fast-import --quiet --done < "$2"`, "sh", repository, stream]);
  return repository;
}

function requestFile(at: number): string {
  const day = new Date(1_795_341_600_000 + at * 60_000).toISOString().slice(0, 10);
  const text = `subject: user${at % 400}\nrole: read-only\nduration: 2h\nreason: Find the duplicate invoices of INC-${at} before the nightly run\nticket: INC-${at}\n`;
  return file(`requests/payments/db-${at % 200}/${day}-user-${at}.yaml`, text);
}

function catalogFile(at: number): string {
  return file(`policies/catalog/resources/r${at % 300}.yaml`, `title: x${at}\n`);
}

function file(at: string, text: string): string {
  return `M 100644 inline ${at}\ndata ${Buffer.byteLength(text)}\n${text}\n`;
}
