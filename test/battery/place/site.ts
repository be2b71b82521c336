import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { requestDigest } from "../../../src/core/request/digests.ts";
import { readRequest } from "../../../src/core/request/read-request.ts";
import { lineDigest, statementFile, statementLine } from "../../../src/core/statement/statement-line.ts";
import { statementPath } from "../../../src/core/statement/statement-path.ts";
import type { Statement } from "../../../src/core/statement/statement.ts";
import type { Digest } from "../../../src/core/json/digest.ts";
import { formatInstant } from "../../../src/core/time/format-instant.ts";
import { instant } from "../../../src/core/time/instant.ts";
import { sshSignature } from "../../../src/signature/ssh-signature.ts";
import { resident, type Resident } from "../../e2e/resident.ts";
import type { Ran, Sandbox } from "../../e2e/sandbox.ts";
import type { People } from "./people.ts";
import { until } from "./until.ts";

const signature = sshSignature();
const options = { signal: new AbortController().signal };
const entitlements = {
  login: { resource: "payments/customers", role: "reader" },
  owner: { resource: "payments/customers", role: "owner" },
  entry: { resource: "payments/lobby", role: "visitor" },
} as const;

/** What is asked for: a login of the database, one that may make tables, or a certificate for the lobby. */
export type Asked = keyof typeof entitlements;

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
  readonly #residents: Resident[] = [];

  private constructor(box: Sandbox, people: People, at: { readonly name: string; readonly repository: string }) {
    this.box = box;
    this.people = people;
    this.engine = `${at.name}/engine`;
    this.remote = `${at.name}/server.git`;
    this.#repository = at.repository;
  }

  /** A copy of what stands in `base`. */
  static async copy(box: Sandbox, people: People, base: string): Promise<Site> {
    const name = `site-${(count += 1)}`;
    mkdirSync(join(box.folder, name));
    for (const part of ["server.git", "engine"])
      cpSync(join(box.folder, base, part), join(box.folder, name, part), { recursive: true });
    const url = join(box.folder, name, "server.git");
    await box.git(["remote", "set-url", "origin", url], `${name}/engine`);
    const [, repository = ""] =
      /repository_id: (\S+)/.exec(readFileSync(join(box.folder, name, "engine/brevet.yaml"), "utf8")) ?? [];
    return new Site(box, people, { name, repository });
  }

  git(args: readonly string[]): Promise<string> {
    return this.box.git(args, this.remote);
  }

  /** Merges one change in which so many ask for the same, each for himself; answers their ids. */
  async ask(
    what: Asked,
    who: readonly string[],
    duration: string,
    files: Record<string, string> = {},
  ): Promise<string[]> {
    const { resource, role } = entitlements[what];
    const key = what === "entry" ? this.people.certified : this.people.recipient;
    const asked: Record<string, string> = { ...files };
    const ids: string[] = [];
    const tip = await this.#tip();
    for (const name of who) {
      const id = `${resource}/${formatInstant(instant(Date.now())).slice(0, 10)}-${name}-${(count += 1)}`;
      const text = `subject: ${name}\nrole: ${role}\nduration: ${duration}\nreason: Look after an invoice\npublic_key: ${key}\n`;
      const read = readRequest(id, Buffer.from(text));
      if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join("\n"));
      const digest = requestDigest(read.value.request, this.#repository);
      const { path, text: signed } = await this.#sign(name, tip, { do: "request", request: id, digest });
      asked[`requests/${id}.yaml`] = text;
      asked[path] = signed;
      ids.push(id);
    }
    await this.merge(asked);
    return ids;
  }

  /** Merges a change of those files. */
  async merge(files: Record<string, string>): Promise<void> {
    const now = Math.floor(Date.now() / 1000);
    const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}\n`;
    const by = `Olga <olga@acme.example> ${now} +0000`;
    const commit = (ref: string, message: string): string =>
      `commit ${ref}\nmark :${ref === "refs/heads/main" ? 2 : 1}\nauthor ${by}\ncommitter ${by}\n${data(message)}`;
    const branch = `refs/heads/change-${(count += 1)}`;
    const contents = Object.entries(files)
      .map(([path, text]) => `M 100644 inline ${path}\n${data(text)}`)
      .join("");
    const stream = [
      commit(branch, "Ask"),
      `from refs/heads/main^0\n${contents}\n`,
      commit("refs/heads/main", "Merge"),
      `from refs/heads/main^0\nmerge :1\n${contents}\n`,
      "done\n",
    ].join("");
    const file = join(this.box.folder, `${this.remote}/stream`);
    writeFileSync(file, stream);
    await this.box.sh(`git fast-import --quiet --done --date-format=raw < '${file}'`, this.remote);
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

  async #tip(): Promise<{ seq: number; digest: Digest }> {
    const message = await this.git(["log", "-1", "--format=%B", "ledger/1"]);
    const trailer = (name: string): string => new RegExp(`^Brevet-${name}: (.*)$`, "m").exec(message)?.[1] ?? "";
    return { seq: Number(trailer("Seq")), digest: trailer("Digest") as Digest };
  }

  async #sign(
    who: string,
    seen: { readonly seq: number; readonly digest: Digest },
    said: Said,
  ): Promise<{ path: string; text: string; digest: Digest }> {
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
    await this.box.git(["fetch", "--quiet", "origin"], this.engine);
    return (await this.box.brevet(["audit", "verify"], this.engine)).code === 0;
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
