import { createToolchain } from "../../src/policy/toolchain/wasm-toolchain.ts";
import type { Decision } from "../../src/core/decision/decision.ts";
import type { ExplainedRule } from "../../src/core/decision/explanation.ts";
import type { PolicyInput } from "../../src/core/decision/input.ts";
import type { Digest } from "../../src/core/json/digest.ts";
import type { Draft, Event } from "../../src/core/ledger/event.ts";
import { succeed, type Result } from "../../src/core/problem/result.ts";
import { effectDigest, requestDigest } from "../../src/core/request/digests.ts";
import { readRequest } from "../../src/core/request/read-request.ts";
import { resolveRequest } from "../../src/core/request/resolve-request.ts";
import { lineDigest, statementFile, statementLine } from "../../src/core/statement/statement-line.ts";
import { statementPath } from "../../src/core/statement/statement-path.ts";
import type { Statement } from "../../src/core/statement/statement.ts";
import { formatInstant } from "../../src/core/time/format-instant.ts";
import { after, instant, type Instant } from "../../src/core/time/instant.ts";
import { toTimestamp } from "../../src/core/time/timestamp.ts";
import { apply } from "../../src/engine/apply/apply.ts";
import { fullDuty, type Duty } from "../../src/engine/apply/duty.ts";
import type { ApplyPorts } from "../../src/engine/engine-ports.ts";
import { readRules, type Rules } from "../../src/engine/rules/read-rules.ts";
import { plainForge } from "../../src/forge/plain/plain-forge.ts";
import type { CallOptions } from "../../src/ports/call-options.ts";
import type { LedgerView } from "../../src/ports/ledger.ts";
import type { GeneratedKey } from "../../src/ports/signature.ts";
import { sshSignature } from "../../src/signature/ssh-signature.ts";
import { decision } from "./decision.ts";
import { fakeLedger, SharedHistory } from "./ledger.ts";
import { MemoryWorld } from "./memory-world.ts";
import { FakeNotifiers } from "./notifier.ts";
import { ownInvariants } from "./policies.ts";
import type { TestCommit } from "./repository.ts";
import { fakeTarget, fakeTraits, type FakeTarget } from "./target.ts";
import { remembering } from "./remembering.ts";

const options: CallOptions = { signal: new AbortController().signal };
const signature = sshSignature();
const kinds = new Map([[fakeTraits.kind, fakeTraits]]);
const by: Event["by"] = { kind: "engine", version: "test", run: null };
const repositoryId = "0b6f9e0e-2f0a-4e0c-9d53-1f4f8f3f7c11";

/** Who lives there. */
export type Resident = "alice" | "bob" | "dana" | "vera";
const keys: Readonly<Record<Resident | "engine", GeneratedKey>> = {
  alice: signature.generateKey("alice"),
  bob: signature.generateKey("bob"),
  dana: signature.generateKey("dana"),
  vera: signature.generateKey("vera"),
  engine: signature.generateKey("engine"),
};

type Said = Statement extends infer S
  ? S extends Statement
    ? Omit<S, "v" | "repository" | "seen" | "at">
    : never
  : never;

/** Monday, 23 November 2026, 10:00 UTC. */
export const morning: Instant = instant(Date.UTC(2026, 10, 23, 10, 0, 0));

/**
 * The smallest place with everything an engine needs, all in memory: git, ledger, two targets, and rules that say
 * whatever a test wants. Signatures are real, and so is the clock's standing still.
 */
export class Town {
  readonly world: MemoryWorld = new MemoryWorld();
  readonly history: SharedHistory = new SharedHistory();
  readonly targets: ReadonlyMap<string, FakeTarget>;
  readonly notifiers: FakeNotifiers = new FakeNotifiers();
  now: Instant = morning;
  /** What the rules say; everything is allowed unless a test says otherwise. */
  decide: (input: PolicyInput) => Decision = () => decision();
  /** What the rules tell of how they came to it. */
  explained: Result<readonly ExplainedRule[]> = succeed([]);
  /** What the rules were asked, oldest first. */
  readonly asked: PolicyInput[] = [];

  private constructor() {
    const clock = { now: (): Instant => this.now };
    this.targets = new Map(["db", "door"].map((id) => [id, fakeTarget(id, { clock, identity: `id-of-${id}` })]));
  }

  /** The town on its first day. over: files of its rules that are others; witness, notify: those that they name. */
  static async found(
    over: Readonly<Record<string, string>> = {},
    { witness = null, notify = "[]" }: { readonly witness?: string | null; readonly notify?: string } = {},
  ): Promise<Town> {
    const town = new Town();
    const first = town.world.repository.commit({
      files: { ...rulesFiles(witness, notify), ...over },
      at: seconds(town.now),
    });
    const rules = await town.rules(first);
    const draft = { at: toTimestamp(town.now), by, grant: null };
    const genesis = { repository: repositoryId, keys: [keys.engine.fingerprint], nonce: "0123456789abcdef" };
    await fakeLedger(town.history).create(
      [
        { ...draft, type: "genesis", main: null, body: genesis },
        { ...draft, type: "rules_accepted", main: first, body: { from: null, to: rules.digest, by: [] } },
      ],
      options,
    );
    return town;
  }

  /** The rules of a commit. */
  async rules(commit: string = this.view.state.rules.commit): Promise<Rules> {
    const read = await readRules(this.world.git, kinds, commit, options);
    if (!read.ok) throw new Error(read.problems.map(({ code, message }) => `${code} ${message}`).join("\n"));
    return read.value;
  }

  get view(): LedgerView {
    const { view } = this.history;
    if (view === null) throw new Error("the ledger has not begun");
    return view;
  }

  /** What the ledger says since the town was founded, as `type name`. */
  get story(): string[] {
    return this.history.sealed.slice(2).map(({ event }) => told(event));
  }

  ports(over: Partial<ApplyPorts> = {}): ApplyPorts {
    const open = (id: string): FakeTarget => {
      const target = this.targets.get(id);
      if (target === undefined) throw new Error(`no target ${id}`);
      return target;
    };
    const judgeAll = (inputs: readonly PolicyInput[]): Promise<readonly Decision[]> => {
      this.asked.push(...inputs);
      return Promise.resolve(inputs.map((input) => this.decide(input)));
    };
    const policy = {
      annotations: {},
      judge: async (input: PolicyInput): Promise<Decision> => (await judgeAll([input]))[0] ?? decision(),
      judgeAll,
      explainAll: (inputs: readonly PolicyInput[]): Promise<readonly Result<readonly ExplainedRule[]>[]> =>
        Promise.resolve(inputs.map(() => this.explained)),
      close: () => Promise.resolve(),
    };
    return {
      git: this.world.git,
      forge: plainForge(this.world.git),
      ledger: fakeLedger(this.history),
      signature,
      policies: {
        of: () => Promise.resolve(succeed(policy)),
        forget: () => Promise.resolve(),
        close: () => Promise.resolve(),
      },
      toolchain: remembering(createToolchain()),
      invariants: () => Promise.resolve(ownInvariants()),
      kinds,
      clock: { now: () => this.now },
      branches: { main: "main", ledger: "ledger/1" },
      by,
      witnesses: null,
      readers: { openReader: async (config) => Promise.resolve(open(config.id).reader) },
      targets: { open: async (config) => Promise.resolve(open(config.id)) },
      notifiers: this.notifiers,
      ...over,
    };
  }

  apply(over: Partial<ApplyPorts> = {}, duty: Duty = fullDuty): ReturnType<typeof apply> {
    return apply(this.ports(over), duty, options);
  }

  /** A branch off main with a request in it, signed by who asks. Answers its id. */
  async ask(
    who: Resident,
    name: string,
    said: { readonly text?: string; readonly sign?: boolean } = {},
  ): Promise<string> {
    const id = name.includes("/") ? name : `payments/ledger-db/2026-11-23-${name}`;
    const text = said.text ?? requestText(who);
    this.write(id, { [`requests/${id}.yaml`]: text });
    if (said.sign !== false) await this.sign(who, id, { do: "request", request: id, digest: this.digest(id) });
    return id;
  }

  /** A commit on the branch of a request; the branch begins at main where it is not there. */
  write(id: string, files: NonNullable<TestCommit["files"]>, author: string = "olga"): string {
    const { repository, main } = this.world;
    const branch = `request/${id}`;
    if (repository.tip(branch) === null) repository.refs.set(`refs/heads/${branch}`, main);
    return repository.commit({ branch, files, author: `${author} <${author}@acme.example>`, at: seconds(this.now) });
  }

  /** The digest of a request as it stands on its branch. */
  digest(id: string): Digest {
    return requestDigest(this.#read(id).request, repositoryId);
  }

  /** Agrees to a request as it stands on its branch. */
  async approve(who: Resident, id: string): Promise<void> {
    const rules = await this.rules();
    const resolved = resolveRequest(this.#read(id), rules.catalog, rules.config, kinds);
    if (!resolved.ok) throw new Error("it has no effect");
    const digest = this.digest(id);
    await this.sign(who, id, {
      do: "approve",
      request: id,
      digest,
      effect: effectDigest(resolved.value.effect, digest),
    });
  }

  #read(id: string): Extract<ReturnType<typeof readRequest>, { readonly ok: true }>["value"] {
    const { repository } = this.world;
    const entry = repository.tree(repository.tip(`request/${id}`) ?? "").get(`requests/${id}.yaml`);
    const read = readRequest(id, repository.bytes(entry?.oid ?? "") ?? new Uint8Array());
    if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join("\n"));
    return read.value;
  }

  /** Signs, and commits the statement on the request's branch. Answers its digest. */
  async sign(who: Resident, id: string, said: Said): Promise<Digest> {
    const { path, text, digest } = await this.statement(who, said);
    this.write(id, { [path]: text });
    return digest;
  }

  /** A statement's file, signed; nothing is committed. */
  async statement(who: Resident, said: Said): Promise<{ path: string; text: string; digest: Digest }> {
    const { seq, digest: tip } = this.view.tip;
    const common = { v: 1, repository: repositoryId, seen: { seq, digest: tip }, at: formatInstant(this.now) };
    const statement = { ...common, ...said } as Statement;
    const line = statementLine(statement);
    const key = { kind: "text", text: keys[who].privateKey } as const;
    const signed = await signature.sign(Buffer.from(line), "brevet", key, options);
    if (!signed.ok) throw new Error("cannot sign");
    const digest = lineDigest(line);
    return { path: statementPath(who, statement, digest), text: statementFile(line, signed.value), digest };
  }

  /** Pushes a signed order. */
  async order(who: Resident, said: Said): Promise<Digest> {
    const { path, text, digest } = await this.statement(who, said);
    this.world.repository.commit({ branch: `orders/${digest}`, files: { [path]: text }, parents: [] });
    return digest;
  }

  /** Merges the branch of a request. */
  merge(id: string): string {
    const head = this.world.repository.tip(`request/${id}`);
    if (head === null) throw new Error(`no branch of ${id}`);
    return this.world.merge(head, { at: seconds(this.now) });
  }

  /** A change of the rules, signed by their owner, merged. */
  async change(files: NonNullable<TestCommit["files"]>): Promise<string> {
    const from = (await this.rules()).digest;
    const to = (await this.rules(this.write("rules", files))).digest;
    await this.sign("dana", "rules", { do: "rules", from, to });
    return this.merge("rules");
  }

  /** Asks and merges. */
  async granted(who: Resident, name: string, said: { readonly text?: string } = {}): Promise<string> {
    const id = await this.ask(who, name, said);
    this.merge(id);
    return id;
  }

  target(id: "db" | "door"): FakeTarget {
    return this.targets.get(id) as FakeTarget;
  }

  /** Adds events behind the engine's back, as another engine does. */
  async record(...drafts: readonly Draft[]): Promise<void> {
    await fakeLedger(this.history).append(this.view, drafts, options);
  }

  /** Lets time pass. */
  pass(minutes: number): void {
    this.now = after(this.now, minutes * 60);
  }
}

/** The text of a request for two hours. */
export function requestText(subject: string, more = ""): string {
  return `subject: ${subject}\nrole: reader\nduration: 2h\nreason: Find the duplicate invoices\n${more}`;
}

/** An event as `type name`; whole ids are shortened to their last part. */
export function told({ type, grant }: Pick<Event, "type" | "grant">): string {
  return grant === null ? type : `${type} ${grant.replace(/^.*\d{4}-\d\d-\d\d-/, "")}`;
}

function rulesFiles(witness: string | null, notify: string): Record<string, string> {
  const person = (who: Resident, more = ""): string => `${who}: { keys: [{ key: "${keys[who].publicKey}" }]${more} }`;
  return {
    "brevet.yaml": [
      `repository_id: ${repositoryId}`,
      "forge: { kind: plain }",
      "branch: main",
      `ledger: { branch: ledger/1, genesis: sha256-${"A".repeat(43)}, keys: ["${keys.engine.publicKey}"], sign: env:BREVET_ENGINE_KEY${witness === null ? "" : `, witness: ${witness}`} }`,
      "targets:",
      "  db: { kind: fake, identity: id-of-db }",
      "  door: { kind: fake, identity: id-of-door }",
      `notify: ${notify}`,
      "",
    ].join("\n"),
    "policies/catalog/people.yaml": `${[person("alice"), person("bob"), person("dana"), person("vera", ", vendor: acme")].join("\n")}\n`,
    "policies/catalog/teams.yaml": "payments: { members: [alice, bob] }\nsecurity: { members: [dana] }\n",
    "policies/catalog/vendors.yaml":
      "acme: { name: Acme, tier: high, owner: dana, contract_end: 2026-11-30, dpa: DPA-1, data: [] }\n",
    "policies/catalog/resources/payments.yaml": [
      "ledger-db: { title: Ledger, tier: critical, owners: [team:payments], target: db, roles: { reader: { rights: { role: ro }, max: 8h, eligible: [team:payments, vendor:acme] } } }",
      "office: { title: Office, tier: low, owners: [team:payments], target: door, roles: { reader: { rights: { role: in }, max: 8h, eligible: [team:payments] } } }",
      "",
    ].join("\n"),
    "policies/catalog/org.yaml": "timezone: UTC\nrules: { from: [team:security], count: 1 }\n",
  };
}

function seconds(at: Instant): number {
  return Math.floor(at / 1000);
}
