import { toCodeowners } from "../../core/catalog/to-codeowners.ts";
import type { Kinds } from "../../core/config/config.ts";
import { digestTree, type Digest } from "../../core/json/digest.ts";
import type { Draft, Event } from "../../core/ledger/event.ts";
import { genesis } from "../../core/ledger/genesis.ts";
import { seal } from "../../core/ledger/seal.ts";
import { problem } from "../../core/problem/problem.ts";
import { fail, succeed, type Result } from "../../core/problem/result.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { Blob, ObjectId, Signatory } from "../../ports/git.ts";
import type { KeptKey } from "../../ports/installation.ts";
import { rulesFromFiles } from "../rules/read-rules.ts";
import { isRulesPath } from "../rules/rules-paths.ts";
import type { InitPorts, InitWith } from "./init-ports.ts";
import { starterCatalog, starterConfig, type Starter } from "./starter-files.ts";
import { workflows, type Workflows } from "./workflows/workflows.ts";
import { starterReadme } from "./starter-readme.ts";

/** A ledger that has begun, and the first commit, which is on no branch yet. */
export interface Begun {
  readonly repository: string;
  readonly genesis: Digest;
  readonly commit: ObjectId;
  readonly paths: readonly string[];
}

/** Who begins. */
interface About {
  readonly branch: string;
  readonly person: Starter["person"];
  readonly engine: KeptKey;
  readonly author: Signatory | null;
}

/** Where a new ledger is. */
export const ledgerBranch = "ledger/1";
const encoder = new TextEncoder();

/** What an earlier run that was stopped began; null where none did. */
export async function begunBefore(
  { git, installation, openLedger }: InitPorts,
  engine: KeptKey,
  options: CallOptions,
): Promise<Result<Begun> | null> {
  if ((await git.head(ledgerBranch, options)) === null) return null;
  const trust = await installation.pinned();
  const view = trust === null ? null : (await openLedger(ledgerBranch, trust, engine.key).open(options)).view;
  if (view === null) return fail([problem("INIT_LEDGER", { branch: ledgerBranch })]);
  const { repository, rules, genesis: digest } = view.state;
  const paths = (await git.list(rules.commit, "", options)).map(({ path }) => path);
  return succeed({ repository, genesis: digest, commit: rules.commit, paths });
}

/** Makes the first commit, then the ledger whose second event names it. */
export async function beginLedger(
  ports: InitPorts,
  given: InitWith,
  { branch, person, engine, author }: About,
  options: CallOptions,
): Promise<Result<Begun>> {
  const { worktree, installation } = ports;
  const authority = await installation.authority("door", "Brevet door");
  const first = genesisDraft(ports, given.by, engine);
  const there = new Set(await worktree.list([""], options));
  const written = workflowsOf(given, branch);
  const files = firstFiles(
    {
      repositoryId: first.repository,
      branch,
      remote: given.remote,
      ledgerBranch,
      genesis: first.digest,
      engineKey: engine.publicKey,
      person,
      authority,
      github: given.github,
    },
    new Map([...prefixed(given.pack), ...encoded(written?.access)]),
    there.has("README.md") ? "BREVET.md" : "README.md",
    ports.kinds,
  );
  if (!files.ok) return files;
  const paths = [...files.value.keys()].sort();
  const taken = paths.filter((path) => there.has(path));
  if (taken.length > 0) return fail([problem("INIT_IN_THE_WAY", { paths: taken })]);

  const commit = await firstCommit(ports, files.value, author, options);
  const to = digestTree(new Map([...files.value].filter(([path]) => isRulesPath(path)).map(toBlob)));
  const accepted: Draft = { ...first.draft, type: "rules_accepted", main: commit, body: { from: null, to, by: [] } };
  const trust = { genesis: first.digest, keys: [engine.fingerprint] };
  await installation.pin(trust);
  await ports.openLedger(ledgerBranch, trust, engine.key).create([first.draft, accepted], options);
  return succeed({ repository: first.repository, genesis: first.digest, commit, paths });
}

/** The first event, whose digest `brevet.yaml` holds: so it is made before the commit that its successor names. */
function genesisDraft(
  { installation, clock }: InitPorts,
  by: Event["by"],
  engine: KeptKey,
): { readonly repository: string; readonly draft: Draft; readonly digest: Digest } {
  const repository = installation.newId();
  const draft = genesis({ repository, keys: [engine.fingerprint], nonce: installation.newId() }, clock.now(), by);
  return { repository, draft, digest: seal(null, draft).digest };
}

/** Everything of the first commit; the catalog and configuration are read back, so that what is begun with is valid. */
function firstFiles(
  starter: Starter,
  given: ReadonlyMap<string, Uint8Array>,
  readme: string,
  kinds: Kinds,
): Result<ReadonlyMap<string, Uint8Array>> {
  const files = new Map(given);
  for (const [path, text] of starterCatalog(starter)) files.set(path, encoder.encode(text));
  files.set("brevet.yaml", encoder.encode(starterConfig(starter)));
  const rules = rulesFromFiles("", new Map([...files].map(toBlob)), kinds);
  if (!rules.ok) return rules;
  files.set(".github/CODEOWNERS", encoder.encode(toCodeowners(rules.value.catalog)));
  files.set(readme, encoder.encode(starterReadme(starter)));
  return succeed(files);
}

/** The pack's files where they belong; its example of a catalog is not the beginner's. */
function prefixed(pack: InitWith["pack"]): ReadonlyMap<string, Uint8Array> {
  const own = [...pack].filter(([path]) => !path.startsWith("catalog/"));
  return new Map(own.map(([path, bytes]) => [`policies/${path}`, bytes]));
}

/** Texts as bytes. */
export function encoded(texts: ReadonlyMap<string, string> = new Map()): ReadonlyMap<string, Uint8Array> {
  return new Map([...texts].map(([path, text]) => [path, encoder.encode(text)]));
}

/** The workflows of a repository on GitHub; null elsewhere. */
export function workflowsOf({ github, workflows: about }: InitWith, branch: string): Workflows | null {
  return github === null ? null : workflows({ ...about, branch, access: github.repository.name });
}

function toBlob([path, bytes]: readonly [string, Uint8Array]): [string, Blob] {
  return [path, { path, mode: "100644", oid: "", bytes }];
}

async function firstCommit(
  { git, clock }: InitPorts,
  files: ReadonlyMap<string, Uint8Array>,
  author: Signatory | null,
  options: CallOptions,
): Promise<ObjectId> {
  const by = author ?? { name: "brevet", email: "brevet@localhost", at: clock.now() };
  const made = await git.importCommits(null, [{ files, message: "Begin an access repository\n", author: by }], options);
  const commit = made.at(-1);
  if (commit === undefined) throw new Error("git made no commit");
  return commit;
}
