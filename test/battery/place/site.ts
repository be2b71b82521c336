import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { effectDigest, requestDigest } from "../../../src/core/request/digests.ts";
import { readRequest } from "../../../src/core/request/read-request.ts";
import { lineDigest, statementFile, statementLine } from "../../../src/core/statement/statement-line.ts";
import { statementPath } from "../../../src/core/statement/statement-path.ts";
import type { Seen, Statement } from "../../../src/core/statement/statement.ts";
import type { Digest } from "../../../src/core/json/digest.ts";
import { formatInstant } from "../../../src/core/time/format-instant.ts";
import { instant } from "../../../src/core/time/instant.ts";
import { sshSignature } from "../../../src/signature/ssh-signature.ts";
import { resident, type Resident } from "../../e2e/resident.ts";
import type { Ran, Sandbox } from "../../e2e/sandbox.ts";
import type { People } from "./people.ts";
import { until } from "./until.ts";

const signature = sshSignature();
const mainRef = "refs/heads/main";
const options = { signal: new AbortController().signal };
const entitlements = {
  login: { resource: "payments/customers", role: "reader", rights: { role: "customers_ro" } },
  owner: { resource: "payments/customers", role: "owner", rights: { role: "customers_rw" } },
  vault: { resource: "payments/vault", role: "keeper", rights: { role: "customers_rw" } },
  entry: { resource: "payments/lobby", role: "visitor", rights: { groups: ["visitors"] } },
} as const;

/** What is asked for: a login of the database, one that may make tables, one that needs a second person, or a certificate for the lobby. */
export type Asked = keyof typeof entitlements;

/** How it is asked for, where that is not the usual way. */
export interface How {
  readonly isSigned?: boolean;
  /** Who agrees to it. */
  readonly approvedBy?: string;
  /** The request that it goes on from. */
  readonly extends?: string;
}

/** What happened to a grant, as an event of the ledger tells it. */
export interface Told {
  readonly type: string;
  readonly grant: string;
  /** When its lease ends, where the event says so. */
  readonly until: number;
}

let count = 0;

/** One access repository on a git server, and the clone that its engine runs in: a copy that nobody else uses. */
export class Site {
  readonly box: Sandbox;
  readonly people: People;
  /** The folder of the engine's clone, below the sandbox. */
  readonly engine: string;
  /** The git server, below the sandbox. */
  readonly remote: string;
  readonly #repository: string;
  readonly #identity: string;
  readonly #residents: Resident[] = [];

  private constructor(
    box: Sandbox,
    people: People,
    at: { readonly name: string; readonly repository: string; readonly identity: string },
  ) {
    this.box = box;
    this.people = people;
    this.engine = `${at.name}/engine`;
    this.remote = `${at.name}/server.git`;
    this.#repository = at.repository;
    this.#identity = at.identity;
  }

  /** A copy of what stands in `base`. */
  static async copy(box: Sandbox, people: People, base: string): Promise<Site> {
    const name = `site-${(count += 1)}`;
    mkdirSync(join(box.folder, name));
    for (const part of ["server.git", "engine"])
      cpSync(join(box.folder, base, part), join(box.folder, name, part), { recursive: true });
    const url = join(box.folder, name, "server.git");
    await box.git(["remote", "set-url", "origin", url], `${name}/engine`);
    const config = readFileSync(join(box.folder, name, "engine/brevet.yaml"), "utf8");
    const [, repository = ""] = /repository_id: (\S+)/.exec(config) ?? [];
    const [, identity = ""] = /kind: postgres\n\s+identity: "(\d+)"/.exec(config) ?? [];
    return new Site(box, people, { name, repository, identity });
  }

  git(args: readonly string[]): Promise<string> {
    return this.box.git(args, this.remote);
  }

  /** Merges one change in which so many ask for the same, each for himself; answers their ids. */
  async ask(what: Asked, who: readonly string[], duration: string, how: How = {}): Promise<string[]> {
    const asked: Record<string, string> = {};
    const ids: string[] = [];
    const tip = await this.#tip();
    for (const name of who) {
      const { id, files } = await this.request(what, name, duration, { ...how, tip });
      Object.assign(asked, files);
      ids.push(id);
    }
    await this.merge(asked);
    return ids;
  }

  /** A request for somebody, and all that is signed with it. Nothing is merged. */
  async request(
    what: Asked,
    name: string,
    duration: string,
    how: How & { readonly tip?: Seen } = {},
  ): Promise<{ readonly id: string; readonly files: Record<string, string> }> {
    const { resource, role, rights } = entitlements[what];
    const tip = how.tip ?? (await this.#tip());
    const key = what === "entry" ? this.people.certified : this.people.recipient;
    const id = `${resource}/${formatInstant(instant(Date.now())).slice(0, 10)}-${name}-${(count += 1)}`;
    const more = how.extends === undefined ? "" : `extends: ${how.extends}\n`;
    const text = `subject: ${name}\nrole: ${role}\nduration: ${duration}\nreason: Look after an invoice\npublic_key: ${key}\n${more}`;
    const read = readRequest(id, Buffer.from(text));
    if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join("\n"));
    const digest = requestDigest(read.value.request, this.#repository);
    const files: Record<string, string> = { [`requests/${id}.yaml`]: text };
    const put = async (by: string, said: Said): Promise<void> => {
      const { path, text: signed } = await this.#sign(by, tip, said);
      files[path] = signed;
    };
    if (how.isSigned !== false) await put(name, { do: "request", request: id, digest });
    if (how.approvedBy !== undefined) {
      const effect = { target: "db", kind: "postgres", identity: this.#identity, principal: name, rights };
      await put(how.approvedBy, { do: "approve", request: id, digest, effect: effectDigest(effect, digest) });
    }
    return { id, files };
  }

  /** Merges a change of those files. */
  async merge(files: Record<string, string>): Promise<void> {
    const branch = `refs/heads/change-${(count += 1)}`;
    await this.#import(branch, files, "Ask", "from refs/heads/main^0");
    await this.#import(mainRef, files, "Merge", `from refs/heads/main^0\nmerge ${branch}^0`);
  }

  /** Puts files on main past every review: a commit that no change brought. */
  async push(files: Record<string, string>): Promise<void> {
    await this.#import(mainRef, files, "Push", "from refs/heads/main^0");
  }

  /** Pushes an order that somebody signed. */
  async order(who: string, said: Said): Promise<void> {
    const { path, text, digest } = await this.#sign(who, await this.#tip(), said);
    const folder = join(this.box.folder, this.remote);
    writeFileSync(join(folder, "order"), text);
    await this.box.sh(
      `blob=$(git hash-object -w order) && export GIT_INDEX_FILE=order.index && rm -f order.index && ` +
        `git update-index --add --cacheinfo 100644,$blob,'${path}' && ` +
        `git update-ref 'refs/heads/orders/${digest}' $(git commit-tree -m Order $(git write-tree))`,
      this.remote,
    );
  }

  async #import(ref: string, files: Record<string, string>, message: string, from: string): Promise<void> {
    const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}\n`;
    const by = `Olga <olga@acme.example> ${Math.floor(Date.now() / 1000)} +0000`;
    const contents = Object.entries(files).map(([path, text]) => `M 100644 inline ${path}\n${data(text)}`);
    const file = join(this.box.folder, `${this.remote}/stream`);
    writeFileSync(
      file,
      `commit ${ref}\nauthor ${by}\ncommitter ${by}\n${data(message)}${from}\n${contents.join("")}\ndone\n`,
    );
    await this.box.sh(`git fast-import --quiet --done --date-format=raw < '${file}'`, this.remote);
  }

  async #tip(): Promise<Seen> {
    const message = await this.git(["log", "-1", "--format=%B", "ledger/1"]);
    const trailer = (name: string): string => new RegExp(`^Brevet-${name}: (.*)$`, "m").exec(message)?.[1] ?? "";
    return { seq: Number(trailer("Seq")), digest: trailer("Digest") as Digest };
  }

  async #sign(who: string, seen: Seen, said: Said): Promise<{ path: string; text: string; digest: Digest }> {
    const at = formatInstant(instant(Date.now()));
    const statement = { v: 1, repository: this.#repository, seen, at, ...said } as Statement;
    const line = statementLine(statement);
    const key = { kind: "text", text: this.people.key(who).privateKey } as const;
    const signed = await signature.sign(Buffer.from(line), "brevet", key, options);
    if (!signed.ok) throw new Error("cannot sign");
    const digest = lineDigest(line);
    return { path: statementPath(who, statement, digest), text: statementFile(line, signed.value), digest };
  }

  /** One run of the engine. */
  apply(): Promise<Ran> {
    return this.box.brevet(["apply", "--json"], this.engine);
  }

  /** A resident engine in that clone, or another one. */
  resident(env: NodeJS.ProcessEnv = {}, clone: string = this.engine): Resident {
    const started = resident(this.box, clone, [], env);
    this.#residents.push(started);
    return started;
  }

  /** What the ledger says of grants, oldest first. */
  async told(): Promise<Told[]> {
    const trailer = (key: string): string => `%(trailers:key=Brevet-${key},valueonly,separator=%x20)`;
    const format = `${trailer("Event")}%x09${trailer("Grant")}%x09${trailer("Until")}`;
    const lines = (await this.git(["log", "--reverse", `--format=${format}`, "ledger/1"])).split("\n");
    return lines.flatMap((line) => {
      const [type = "", grant = "", until = ""] = line.split("\t");
      return grant === "" ? [] : [{ type, grant, until: Date.parse(until) }];
    });
  }

  /** The story of one grant: the types of its events. */
  async story(id: string): Promise<string[]> {
    return (await this.told()).filter(({ grant }) => grant === id).map(({ type }) => type);
  }

  /** Waits until the ledger says so; false where it does not within so long. */
  async says(is: (told: readonly Told[]) => boolean, mostMs = 120_000): Promise<boolean> {
    return Number.isFinite(await until(async () => is(await this.told()), mostMs, 100));
  }

  /** The bodies of the events of that type about a grant. */
  async bodies(id: string, type: string): Promise<Record<string, unknown>[]> {
    const lines = await this.git([
      "grep",
      "--no-color",
      "-h",
      "-F",
      "-e",
      `"grant":"${id}"`,
      "ledger/1",
      "--",
      "events",
    ]);
    const events = lines.split("\n").map((line) => JSON.parse(line) as { type: string; body: Record<string, unknown> });
    return events.filter((event) => event.type === type).map(({ body }) => body);
  }

  /** When the lease of a grant ends. */
  async endOf(id: string): Promise<number> {
    return (await this.told()).find(({ grant, type }) => grant === id && type === "admitted")?.until ?? Number.NaN;
  }

  /** Whether the whole history verifies. */
  async verifies(): Promise<boolean> {
    return (await this.historyFault()) === null;
  }

  /** What a proof of the whole history says where it fails; null: it does not. */
  async historyFault(): Promise<string | null> {
    await this.box.git(["fetch", "--quiet", "origin"], this.engine);
    const { code, out, err } = await this.box.brevet(["audit", "verify"], this.engine);
    return code === 0 ? null : `${code}: ${out}${err}`;
  }

  /** Ends what still runs. */
  async leave(): Promise<void> {
    await Promise.all(this.#residents.map((one) => one.end("SIGKILL")));
  }
}

type Said = Statement extends infer S
  ? S extends Statement
    ? Omit<S, "v" | "repository" | "seen" | "at">
    : never
  : never;
