import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { digestTree, type Digest } from "../../src/core/json/digest.ts";
import { canonical } from "../../src/core/json/canonical.ts";
import type { Event } from "../../src/core/ledger/event.ts";
import type { Statement } from "../../src/core/statement/statement.ts";
import { lineDigest, statementFile, statementLine } from "../../src/core/statement/statement-line.ts";
import { statementPath } from "../../src/core/statement/statement-path.ts";
import { effectDigest, requestDigest } from "../../src/core/request/digests.ts";
import { readRequest } from "../../src/core/request/read-request.ts";
import { resolveRequest } from "../../src/core/request/resolve-request.ts";
import { formatInstant } from "../../src/core/time/format-instant.ts";
import { instant, type Instant } from "../../src/core/time/instant.ts";
import { apply } from "../../src/engine/apply/apply.ts";
import { fullDuty, type Duty } from "../../src/engine/apply/duty.ts";
import { checkChange } from "../../src/engine/check-change.ts";
import type { ApplyPorts } from "../../src/engine/engine-ports.ts";
import { planRun } from "../../src/engine/plan-run.ts";
import { openShelf, type PolicyShelf } from "../../src/engine/rules/policy-shelf.ts";
import { readRules, type Rules } from "../../src/engine/rules/read-rules.ts";
import { isRulesPath } from "../../src/engine/rules/rules-paths.ts";
import { plainForge } from "../../src/forge/plain/plain-forge.ts";
import { openGit } from "../../src/git/open-git.ts";
import { gitLedger } from "../../src/ledger/git-ledger.ts";
import { createPolicyHost } from "../../src/policy/open-policy.ts";
import { createToolchain } from "../../src/policy/toolchain/wasm-toolchain.ts";
import type { Git } from "../../src/ports/git.ts";
import type { Ledger, LedgerView, Trust } from "../../src/ports/ledger.ts";
import type { GeneratedKey } from "../../src/ports/signature.ts";
import { sshSignature } from "../../src/signature/ssh-signature.ts";
import { FakeNotifiers } from "./notifier.ts";
import { ownInvariants } from "./policies.ts";
import { remembering } from "./remembering.ts";
import { Repository, type FileDraft, type TestCommit } from "./repository.ts";
import { fakeTarget, fakeTraits, type FakeTarget } from "./target.ts";
import { FakeWitness } from "./witness.ts";

/** A kind that gives access to whoever holds a key. */
const keyed = { ...fakeTraits, kind: "keyed", publicKey: { required: true, forms: ["ssh"] as const } };
/** The kinds of targets that the company has. */
export const kinds: ReadonlyMap<string, typeof fakeTraits> = new Map(
  [fakeTraits, keyed].map((traits) => [traits.kind, traits]),
);

const options = { signal: new AbortController().signal };
const signature = sshSignature();

/** The people of the company: who they are by trade stands in its catalog. */
export const people = ["alice", "bob", "carol", "dana", "erin", "vera", "olga", "mallory"] as const;
export type Who = (typeof people)[number];

/** Monday, 23 November 2026, 10:00 UTC. */
export const morning: Instant = instant(Date.UTC(2026, 10, 23, 10, 0, 0));
export const today = "2026-11-23";

/** What a request says, beside its id. */
export interface Asked {
  readonly subject?: string;
  readonly role?: string;
  readonly duration?: string;
  readonly reason?: string;
  readonly more?: string;
}

type Said = Statement extends infer S
  ? S extends Statement
    ? Omit<S, "v" | "repository" | "seen" | "at">
    : never
  : never;

/**
 * A small company on the plain forge, all of it real but its one target: git, signatures, rules in wasm, ledger. Its
 * clock stands still until a test moves it.
 */
export class Company implements AsyncDisposable {
  readonly repository: Repository;
  readonly id: string;
  readonly keys: Readonly<Record<Who, GeneratedKey>>;
  readonly engineKey: GeneratedKey;
  readonly targets: Map<string, FakeTarget> = new Map<string, FakeTarget>();
  /** Where marks of the ledger go, in companies whose rules name a witness. */
  readonly witness: FakeWitness = new FakeWitness();
  readonly notifiers: FakeNotifiers = new FakeNotifiers();
  /** So many events stand on one branch of the ledger. */
  mostEvents = 250_000;
  now: Instant = morning;
  #git!: Git;
  #trust!: Trust;
  readonly #policies: PolicyShelf;
  readonly #closing: (() => Promise<void>)[] = [];

  private constructor(from: Company | null) {
    this.repository = from?.repository.copy() ?? Repository.create({ bare: true });
    this.id = from?.id ?? randomUUID();
    this.keys = from?.keys ?? keyRing();
    this.engineKey = from?.engineKey ?? signature.generateKey("engine");
    this.#policies = from === null ? openShelf(createPolicyHost()) : from.#policies;
    for (const target of ["prod-db", "door", "vault"])
      this.targets.set(target, fakeTarget(target, { clock: { now: () => this.now }, identity: `id-of-${target}` }));
  }

  /** The company on its first day: rules accepted by init, nothing asked for. */
  static async found(
    rules: Readonly<Record<string, FileDraft>> = {},
    over: { readonly witness?: string | null; readonly forge?: string; readonly more?: string } = {},
  ): Promise<Company> {
    const company = new Company(null);
    company.#closing.push(() => company.#policies.close());
    const files = { ...company.rules(over), ...rules };
    const first = company.repository.commit({ files, at: seconds(company.now) });
    company.#git = await openGit({ folder: company.repository.folder, remote: null, ...options });
    company.#closing.push(() => company.#git.close());
    await company.#begin(first);
    return company;
  }

  /** The same company once more, as it is now: what befalls one does not befall the other. */
  async copy(): Promise<Company> {
    const copy = new Company(this);
    copy.now = this.now;
    copy.#trust = this.#trust;
    copy.#git = await openGit({ folder: copy.repository.folder, remote: null, ...options });
    copy.#closing.push(() => copy.#git.close());
    for (const [name, mark] of this.witness.marks) copy.witness.marks.set(name, mark);
    for (const [id, { held }] of this.targets) for (const [ref, one] of held) copy.targets.get(id)?.held.set(ref, one);
    return copy;
  }

  /** Another engine of this company, with a git of its own: on the same repository, or on a clone of it. */
  async engine(on: "one repository" | "clones of one server"): Promise<() => ReturnType<typeof apply>> {
    const clone = on === "one repository" ? null : this.repository.clone("--bare");
    clone?.git("config", "remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*");
    const folder = clone?.folder ?? this.repository.folder;
    const git = await openGit({ folder, remote: clone === null ? null : "origin", ...options });
    this.#closing.push(async () => {
      await git.close();
      clone?.[Symbol.dispose]();
    });
    return () => this.apply({ git });
  }

  async #begin(first: string): Promise<void> {
    const draft = { at: new Date(this.now).toISOString(), by: by(), grant: null };
    const keys = [this.engineKey.fingerprint];
    const files = await this.#rulesFiles(first);
    const ledger = gitLedger({
      git: this.#git,
      signature,
      branch: "ledger/1",
      trust: null,
      key: { kind: "text", text: this.engineKey.privateKey },
    });
    const created = await ledger.create(
      [
        { ...draft, type: "genesis", main: null, body: { repository: this.id, keys, nonce: randomUUID() } },
        { ...draft, type: "rules_accepted", main: first, body: { from: null, to: digestTree(files), by: [] } },
      ],
      options,
    );
    if (created.outcome !== "appended") throw new Error("the ledger was there");
    this.#trust = { genesis: created.state.genesis, keys };
  }

  async #rulesFiles(commit: string): Promise<Map<string, { mode: string; bytes: Uint8Array }>> {
    const listed = (await this.#git.list(commit, "", options)).filter(({ path }) => isRulesPath(path));
    const read = await this.#git.read(
      commit,
      listed.map(({ path }) => path),
      options,
    );
    return new Map([...read].map(([path, { mode, bytes }]) => [path, { mode, bytes }]));
  }

  /** Every file of the rules: the pack as it is published, the company's own catalog and configuration, and more of the latter. */
  rules({ witness = null, forge = "{ kind: plain }", more = "" }: Parameters<typeof Company.found>[1] = {}): Record<
    string,
    FileDraft
  > {
    const key = (who: Who): string => JSON.stringify([{ key: this.keys[who].publicKey }]);
    const person = (who: Who, more = ""): string =>
      `${who}: { github: { login: ${who}, id: ${forgeIdOf(who)} }, email: ${who}@acme.example, keys: ${key(who)}${more === "" ? "" : `, ${more}`} }`;
    return {
      ...pack(),
      "brevet.yaml": [
        `repository_id: ${this.id}`,
        `forge: ${forge}`,
        "branch: main",
        `ledger: { branch: ledger/1, genesis: sha256-${"A".repeat(43)}, keys: ["${this.engineKey.publicKey}"], sign: env:BREVET_ENGINE_KEY${witness === null ? "" : `, witness: ${witness}`} }`,
        "targets:",
        "  prod-db: { kind: fake, identity: id-of-prod-db }",
        "  door: { kind: fake, identity: id-of-door }",
        "  vault: { kind: keyed, identity: id-of-vault }",
        more,
        "",
      ].join("\n"),
      "policies/catalog/people.yaml": `${[
        person("alice", "manager: erin, attributes: { badge: blue }"),
        person("bob"),
        person("carol"),
        person("dana"),
        person("erin"),
        person("olga"),
        person("vera", "vendor: acme-support"),
        person("mallory"),
      ].join("\n")}\n`,
      "policies/catalog/teams.yaml":
        "payments: { members: [alice, bob, carol] }\nsecurity: { members: [dana, olga] }\n",
      "policies/catalog/vendors.yaml":
        "acme-support: { name: Acme Support, tier: high, owner: erin, contract_end: 2027-06-30, dpa: DPA-1, data: [personal], attributes: { score: good } }\n",
      "policies/catalog/resources/payments.yaml": [
        "customers-db:",
        "  title: Customer database",
        "  tier: critical",
        "  data: [personal, payment]",
        "  owners: [team:payments]",
        "  target: prod-db",
        "  attributes: { zone: red }",
        "  roles:",
        "    read-only: { rights: { role: customers_ro }, max: 8h, eligible: [team:payments, vendor:acme-support], attributes: { use: support } }",
        "    admin: { rights: { role: customers_admin }, max: 1h, eligible: [team:payments] }",
        "reports:",
        "  title: Nightly reports",
        "  tier: low",
        "  owners: [team:payments]",
        "  target: door",
        "  roles:",
        "    view: { rights: { role: reports }, max: 4h, eligible: [team:payments] }",
        "secrets:",
        "  title: Secrets of the support desk",
        "  tier: low",
        "  owners: [team:payments]",
        "  target: vault",
        "  roles:",
        "    read: { rights: { role: secrets }, max: 4h, eligible: [team:payments, vendor:acme-support] }",
        "",
      ].join("\n"),
      "policies/catalog/org.yaml": "timezone: UTC\nrules: { from: [team:security], count: 1 }\n",
    };
  }

  /** The ledger as an engine of this company sees it. key: another engine's, or none. */
  ledger(key: GeneratedKey | null = this.engineKey, git: Git = this.#git): Ledger {
    return gitLedger({
      git,
      signature,
      branch: "ledger/1",
      trust: this.#trust,
      key: key === null ? null : { kind: "text", text: key.privateKey },
      mostEvents: this.mostEvents,
    });
  }

  /** An operator pins another engine's key, by hand. */
  pin({ fingerprint }: GeneratedKey): void {
    this.#trust = { ...this.#trust, keys: [...this.#trust.keys, fingerprint] };
  }

  async view(): Promise<LedgerView> {
    const { view } = await this.ledger().open(options);
    if (view === null) throw new Error("no ledger verifies");
    return view;
  }

  /** Every event so far, oldest first. */
  async events(): Promise<Event[]> {
    const all: Event[] = [];
    for await (const event of this.ledger().events(await this.view(), 1, options)) all.push(event);
    return all;
  }

  /** The story of one request: the types of its events. */
  async story(id: string): Promise<string[]> {
    return (await this.events()).filter((event) => event.grant === id).map((event) => event.type);
  }

  ports(over: Partial<ApplyPorts> = {}): ApplyPorts {
    const open = (id: string): FakeTarget => {
      const target = this.targets.get(id);
      if (target === undefined) throw new Error(`no target ${id}`);
      return target;
    };
    const git = over.git ?? this.#git;
    return {
      git,
      forge: plainForge(git),
      ledger: this.ledger(this.engineKey, git),
      signature,
      policies: this.#policies,
      toolchain: remembering(createToolchain()),
      invariants: () => Promise.resolve(ownInvariants()),
      kinds: kinds,
      clock: { now: () => this.now },
      branches: { main: "main", ledger: "ledger/1" },
      by: by(),
      readers: { openReader: (config) => Promise.resolve(open(config.id).reader) },
      targets: { open: (config) => Promise.resolve(open(config.id)) },
      notifiers: this.notifiers,
      witnesses: { pinned: null, open: (_config, history) => Promise.resolve(this.witness.open(history)) },
      ...over,
    };
  }

  /** The rules in force, read from the commit that the ledger names. */
  async rulesInForce(): Promise<Rules> {
    const { state } = await this.view();
    const rules = await readRules(this.#git, kinds, state.rules.commit, options);
    if (!rules.ok) throw new Error(rules.problems.map((p) => `${p.code} ${p.message}`).join("\n"));
    return rules.value;
  }

  /** Text of a request file. */
  text({
    subject = "alice",
    role = "read-only",
    duration = "2h",
    reason = "Find the duplicate invoices",
    more = "",
  }: Asked): string {
    return `subject: ${subject}\nrole: ${role}\nduration: ${duration}\nreason: ${reason}\n${more}`;
  }

  /** Branches off main with a request in it, committed and signed by who asks. Answers the request's id. */
  async ask(
    who: Who,
    name: string,
    asked: Asked = {},
    over: { readonly sign?: boolean; readonly author?: string } = {},
  ): Promise<string> {
    const id = name.includes("/") ? name : `payments/customers-db/${today}-${name}`;
    const text = this.text({ subject: who, ...asked });
    this.branch(id, { [`requests/${id}.yaml`]: text }, over.author ?? author(who));
    if (over.sign !== false) await this.sign(who, id, { do: "request", request: id, digest: await this.digest(id) });
    return id;
  }

  /** A commit on the branch of a request; the branch begins at main where it is not there. */
  branch(id: string, files: NonNullable<TestCommit["files"]>, as: string = author("alice")): string {
    const name = `request/${id}`;
    if (this.repository.tip(name) === null) this.repository.git("update-ref", `refs/heads/${name}`, "refs/heads/main");
    return this.repository.commit({ branch: name, files, author: as, at: seconds(this.now) });
  }

  /** The digest of the request as it stands on its branch. */
  async digest(id: string): Promise<Digest> {
    return (await this.#request(id)).digest;
  }

  async #request(id: string): Promise<{ digest: Digest; effect: Digest }> {
    const path = `requests/${id}.yaml`;
    const bytes = Buffer.from(this.repository.git("show", `request/${id}:${path}`) + "\n");
    const read = readRequest(id, bytes);
    if (!read.ok) throw new Error(read.problems.map((p) => p.message).join());
    const rules = await this.rulesInForce();
    const resolved = resolveRequest(read.value, rules.catalog, rules.config, kinds);
    if (!resolved.ok) throw new Error(resolved.problems.map((p) => p.message).join());
    const digest = requestDigest(read.value.request, this.id);
    return { digest, effect: effectDigest(resolved.value.effect, digest) };
  }

  /** Agrees to a request as it stands on its branch, there. */
  async approve(who: Who, id: string): Promise<void> {
    const { digest, effect } = await this.#request(id);
    await this.sign(who, id, { do: "approve", request: id, digest, effect });
  }

  /** A statement's file, signed; nothing is committed. */
  async statement(
    who: Who,
    said: Said,
    over: Partial<Statement> = {},
  ): Promise<{ path: string; text: string; digest: Digest }> {
    const { tip } = await this.view();
    const statement = {
      v: 1,
      repository: this.id,
      seen: { seq: tip.seq, digest: tip.digest },
      at: formatInstant(this.now),
      ...said,
      ...over,
    } as Statement;
    const line = statementLine(statement);
    const signed = await signature.sign(
      Buffer.from(line),
      "brevet",
      { kind: "text", text: this.keys[who].privateKey },
      options,
    );
    if (!signed.ok) throw new Error("cannot sign");
    const digest = lineDigest(line);
    return { path: statementPath(who, statement, digest), text: statementFile(line, signed.value), digest };
  }

  /** Signs, and commits the statement on the request's branch. Answers its digest. */
  async sign(who: Who, id: string, said: Said, over: Partial<Statement> = {}): Promise<Digest> {
    const { path, text, digest } = await this.statement(who, said, over);
    this.branch(id, { [path]: text }, author(who));
    return digest;
  }

  /** Pushes a signed order. Answers its digest. */
  async order(who: Who, said: Said, over: Partial<Statement> = {}): Promise<Digest> {
    const { path, text, digest } = await this.statement(who, said, over);
    this.repository.commit({ branch: `orders/${digest}`, files: { [path]: text }, parents: [], at: seconds(this.now) });
    return digest;
  }

  /** Merges the branch of a request as `git merge --no-ff` does. */
  merge(id: string, over: { readonly at?: Instant; readonly branch?: string } = {}): string {
    const head = this.repository.tip(over.branch ?? `request/${id}`);
    const main = this.repository.tip("main");
    if (head === null || main === null) throw new Error(`nothing to merge: ${id}`);
    const tree = this.repository.git("merge-tree", "--write-tree", main, head).split("\n")[0] ?? "";
    return this.land(tree, [main, head], over.at);
  }

  /** Puts a commit with that tree and those parents on main. */
  land(tree: string, parents: readonly string[], at: Instant = this.now): string {
    const date = `${seconds(at)} +0000`;
    const raw = [
      `tree ${tree}`,
      ...parents.map((parent) => `parent ${parent}`),
      `author Olga <olga@acme.example> ${date}`,
      `committer Olga <olga@acme.example> ${date}`,
      "",
      "Merge",
      "",
    ].join("\n");
    const id = this.repository.write("commit", raw);
    this.repository.git("update-ref", "refs/heads/main", id);
    return id;
  }

  /** Commits straight to main, past every review. */
  push(files: { readonly [path: string]: FileDraft }, as: string = author("mallory")): string {
    return this.repository.commit({ files, author: as, at: seconds(this.now) });
  }

  /** A change of the rules on a branch of its own, signed by those owners, merged. */
  async change(
    files: NonNullable<TestCommit["files"]>,
    signers: readonly Who[],
    as: string = author("erin"),
  ): Promise<string> {
    const name = `rules/${randomUUID()}`;
    this.repository.git("update-ref", `refs/heads/${name}`, "refs/heads/main");
    const head = this.repository.commit({ branch: name, files, author: as, at: seconds(this.now) });
    const to = digestTree(await this.#rulesFiles(head));
    const from = (await this.view()).state.rules.digest;
    for (const who of signers) {
      const { path, text } = await this.statement(who, { do: "rules", from, to });
      this.repository.commit({ branch: name, files: { [path]: text }, author: author(who), at: seconds(this.now) });
    }
    return this.merge("", { branch: name });
  }

  apply(over: Partial<ApplyPorts> = {}, duty: Duty = fullDuty): ReturnType<typeof apply> {
    return apply(this.ports(over), duty, options);
  }

  plan(): ReturnType<typeof planRun> {
    return planRun(this.ports(), options);
  }

  /** What CI says of a request's branch. */
  async check(id: string): ReturnType<typeof checkChange> {
    const [base, head] = [this.repository.tip("main"), this.repository.tip(`request/${id}`)];
    if (base === null || head === null) throw new Error(`no branch of ${id}`);
    const by = { rules: await this.rulesInForce(), view: await this.view() };
    return checkChange(this.ports(), by, { base, head }, options);
  }

  /** What a target really holds, as `principal: rights`. */
  holds(target: string): string[] {
    const held = [...(this.targets.get(target)?.held.values() ?? [])];
    return held.map(({ principal, rights }) => `${principal} ${canonical(rights)}`).sort();
  }

  /** Lets time pass. */
  pass(minutes: number): void {
    this.now = instant(this.now + minutes * 60_000);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const close of this.#closing) await close();
    this.repository[Symbol.dispose]();
  }
}

function keyRing(): Record<Who, GeneratedKey> {
  return Object.fromEntries(people.map((person) => [person, signature.generateKey(person)])) as Record<
    Who,
    GeneratedKey
  >;
}

/** The number of a person's account on a forge that has accounts. */
export function forgeIdOf(who: Who): number {
  return 1200 + people.indexOf(who);
}

/** `Name <email>` of a person, as git shows them. */
export function author(who: Who): string {
  return `${who} <${who}@acme.example>`;
}

function by(): Event["by"] {
  return { kind: "engine", version: "test", run: null };
}

function seconds(at: Instant): number {
  return Math.floor(at / 1000);
}

const root = join(import.meta.dirname, "../..");
let published: Record<string, Uint8Array> | null = null;

/** The pack as it is published: rules, what was built from them, and nobody's catalog. */
function pack(): Record<string, Uint8Array> {
  const paths = (): string[] =>
    readdirSync(join(root, "policies"), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
      .filter((path) => !path.startsWith("policies/catalog/") && !path.startsWith("policies/own/data/"));
  published ??= Object.fromEntries(paths().map((path) => [path, readFileSync(join(root, path))]));
  return published;
}
