import { execFileSync } from "node:child_process";
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Draft, Event } from "../../src/core/ledger/event.ts";
import type { Json } from "../../src/core/json/value.ts";
import type * as OpenGit from "../../src/git/open-git.ts";
import type * as GitLedger from "../../src/ledger/git-ledger.ts";
import type * as TrustFile from "../../src/ledger/trust.ts";
import type * as SshSignature from "../../src/signature/ssh-signature.ts";
import { built } from "../built.ts";
import { folder } from "../folder.ts";
import { options } from "./place.ts";

const brevet = path.join(import.meta.dirname, "../../dist/cli/main.js");

/** Runs the command line in an access repository; answers its standard output. */
export function run(repository: string, ...args: readonly string[]): string {
  return execFileSync(process.execPath, [brevet, ...args], { cwd: repository, encoding: "utf8", stdio: "pipe" });
}

/**
 * An access repository where so many people hold a certificate, and the ledger is so many events long. One of them
 * asked by the command line; the others' events say the same of them, and the rest says again what they hold.
 */
export async function liveRepository(live: number, events: number): Promise<string> {
  const repository = givenRepository(live);
  await appendCopies(repository, function* (first, seq) {
    const given = first.find(({ type }) => type === "activated");
    if (given === undefined) throw new Error("nothing was given");
    for (let index = 0; index < live; index += 1) for (const event of first) yield copy(event, index);
    const rest = Math.max(0, events - seq - live * first.length);
    for (let index = 0; index < rest; index += 1) {
      const { body, ...draft } = copy(given, index % live);
      yield { ...draft, type: "adjusted", body: { ...body, because: "altered" } };
    }
  });
  return repository;
}

/** An access repository of so many people more, one of whom was given a certificate. */
export function givenRepository(people: number): string {
  const repository = path.join(folder(), "access");
  const git = (...args: readonly string[]): void => {
    execFileSync("git", ["-C", repository, ...args], { stdio: "pipe" });
  };
  execFileSync("git", ["init", "--quiet", "--initial-branch=main", repository]);
  execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", `${repository}.key`]);
  const settings = { "user.name": "a", "user.email": "a@acme.example", "gpg.format": "ssh" };
  for (const [name, value] of Object.entries({ ...settings, "user.signingkey": `${repository}.key.pub` }))
    git("config", name, value);
  run(repository, "init");
  hire(path.join(repository, "policies/catalog"), people);
  git("checkout", "--quiet", "-b", "rules");
  git("commit", "--quiet", "--all", "--message=More people");
  run(repository, "approve", "--rules", "--yes");
  git("checkout", "--quiet", "main");
  git("merge", "--quiet", "--no-ff", "--no-edit", "rules");
  const asked = run(
    repository,
    "request",
    "playground/door:enter",
    "--for",
    "1h",
    "--reason",
    "To be copied",
    "--json",
  );
  const [id = ""] = /playground\/door\/[0-9-]+-a/.exec(asked) ?? [];
  git("merge", "--quiet", "--no-ff", "--no-edit", `request/${id}`);
  run(repository, "apply");
  return repository;
}

/** Puts people into the catalog who may enter. */
function hire(catalog: string, count: number): void {
  const people = Array.from({ length: count }, (_, index) => `p${index}`);
  appendFileSync(
    path.join(catalog, "people.yaml"),
    people
      .map((id, index) => `${id}: { email: ${id}@acme.example, timezone: UTC, keys: [{ key: "${keyOf(index)}" }] }\n`)
      .join(""),
  );
  appendFileSync(path.join(catalog, "teams.yaml"), `users:\n  members: [${people.join(", ")}]\n`);
  const door = path.join(catalog, "resources/playground.yaml");
  const text = readFileSync(door, "utf8");
  writeFileSync(door, text.replace("eligible: [team:owners]", "eligible: [team:owners, team:users]"));
}

/** Appends what is made of the events of the one grant there. seq: how long the ledger is. */
export async function appendCopies(
  repository: string,
  make: (first: readonly Event[], seq: number) => Iterable<Draft>,
): Promise<void> {
  const { openGit } = await built<typeof OpenGit>("git/open-git.js");
  const { gitLedger } = await built<typeof GitLedger>("ledger/git-ledger.js");
  const { readTrust, trustFile } = await built<typeof TrustFile>("ledger/trust.js");
  const { sshSignature } = await built<typeof SshSignature>("signature/ssh-signature.js");
  const own = path.join(repository, ".git");
  const git = await openGit({ folder: repository, remote: null, ...options });
  const key = { kind: "text", text: readFileSync(path.join(own, "brevet/engine/key"), "utf8") } as const;
  const trust = await readTrust(trustFile(undefined, own));
  const ledger = gitLedger({ git, signature: sshSignature(), branch: "ledger/1", trust, key });
  const opened = await ledger.open(options);
  if (opened.view === null) throw new Error("the ledger cannot be seen");
  let view = opened.view;
  const first: Event[] = [];
  for await (const event of ledger.events(view, 1, options)) if (event.grant !== null) first.push(event);
  for (const some of [...make(first, view.tip.seq)].flatMap(chunks(10_000))) {
    const answer = await ledger.append(view, some, options);
    if (answer.outcome !== "appended") throw new Error(answer.outcome);
    view = { ...view, tip: answer.tip, state: answer.state };
  }
  await git.close();
}

function chunks(size: number): (_: Draft, index: number, all: readonly Draft[]) => readonly (readonly Draft[])[] {
  return (_, index, all) => (index % size === 0 ? [all.slice(index, index + size)] : []);
}

/** A public key of somebody's own: access of who lost it would end. */
function keyOf(index: number): string {
  const point = Buffer.alloc(32, 7);
  point.writeUInt32BE(index);
  const head = Buffer.from("0000000b7373682d6564323535313900000020", "hex");
  return `ssh-ed25519 ${Buffer.concat([head, point]).toString("base64")}`;
}

/** What happened to the first one, as if it had happened to another. */
export function copy({ v: _v, seq: _seq, prev: _prev, ...draft }: Event, index: number): Draft {
  const ref = `4${index.toString(16).toUpperCase().padStart(31, "0")}`;
  const text = JSON.stringify(draft, (key, value: Json) =>
    key === "ref" ? ref : key === "public_key" && value !== null ? keyOf(index) : value,
  );
  const id = draft.grant ?? "";
  return JSON.parse(
    text
      .replaceAll(id, `${id.slice(0, -1)}p${index}`)
      .replaceAll(/"(subject|requester|principal|id)":"a"/g, `"$1":"p${index}"`),
  ) as Draft;
}
