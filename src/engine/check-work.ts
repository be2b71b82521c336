import { digestJson } from "../core/json/digest.ts";
import { begin } from "../core/ledger/begin.ts";
import { problem } from "../core/problem/problem.ts";
import { fail, succeed, type Result } from "../core/problem/result.ts";
import type { CheckReport } from "../core/report/report.ts";
import type { Instant } from "../core/time/instant.ts";
import type { CallOptions } from "../ports/call-options.ts";
import type { CatalogCache } from "../ports/catalog-cache.ts";
import type { Blob } from "../ports/git.ts";
import type { LedgerView } from "../ports/ledger.ts";
import type { Worktree } from "../ports/worktree.ts";
import { summarise } from "./check-change.ts";
import { checkPaths, type DraftFile } from "./check-paths.ts";
import type { JudgePorts } from "./engine-ports.ts";
import { rulesFromFiles, type Rules } from "./rules/read-rules.ts";
import { recallFromFiles } from "./rules/recall-rules.ts";
import { isRulesPath, rulesRoots } from "./rules/rules-paths.ts";

/** Files read and judged together. */
const atOnce = 64;

/** What to judge: paths below the root, files or folders, as of a moment. */
export interface WorkToCheck {
  /** Null where there is no ledger yet: nothing was ever asked. */
  readonly view: LedgerView | null;
  readonly at: Instant;
  readonly paths: readonly string[];
}

/**
 * Judges request files as they stand in the work tree, by the rules that stand there: for who is writing either.
 * Opens no target, notifier, source of evidence or secret.
 */
export async function checkWork(
  ports: WorkPorts,
  work: WorkToCheck,
  options: CallOptions,
): Promise<Result<CheckReport>> {
  const opened = await openWork(ports, work, options);
  if (!opened.ok) return opened;
  const { by, found } = opened.value;
  const parts: Promise<CheckReport>[] = [];
  for (let from = 0; from < found.length; from += atOnce) {
    const drafts = await readDrafts(ports.worktree, found.slice(from, from + atOnce), options);
    // The policy answers for these while the next are read.
    const part = checkPaths({ ...ports, clock: { now: () => by.at } }, by, drafts, options);
    part.catch(() => undefined);
    parts.push(part);
  }
  const reports = await Promise.all(parts);
  return succeed(
    summarise(
      reports.flatMap(({ problems }) => problems),
      reports.flatMap(({ requests }) => requests),
    ),
  );
}

/** What judging the work tree needs. */
export type WorkPorts = Omit<JudgePorts, "evidence"> & { readonly worktree: Worktree; readonly catalogs: CatalogCache };

/** The work tree's rules and moment, and the request files at or below the paths. */
export async function openWork(
  ports: WorkPorts,
  { view, at, paths }: WorkToCheck,
  options: CallOptions,
): Promise<
  Result<{
    readonly by: { readonly rules: Rules; readonly view: LedgerView; readonly at: Instant };
    readonly found: readonly string[];
  }>
> {
  const listed = await ports.worktree.list([...rulesRoots, ...paths], options);
  const files = await rulesFilesAmong(listed, ports.worktree, options);
  const rules = await recallFromFiles(ports, "", files, options);
  if (!rules.ok) return rules;
  // The thread that judges starts while the files are read; what it cannot do is told when it is asked.
  ports.policies.of(rules.value, options).catch(() => undefined);
  const found: string[] = [];
  for (const path of paths) {
    const below = listed.filter((each) => isAtOrBelow(each, path) && each.endsWith(".yaml"));
    if (below.length === 0) return fail([problem("WORK_FILE_MISSING", { path })]);
    found.push(...below);
  }
  return succeed({ by: { rules: rules.value, view: view ?? noView(rules.value, at), at }, found });
}

/** Request files as they stand. */
export function readDrafts(
  worktree: Worktree,
  paths: readonly string[],
  options: CallOptions,
): Promise<readonly DraftFile[]> {
  return Promise.all(
    paths.map(async (path) => ({ path, bytes: (await worktree.read(path, options)) ?? new Uint8Array() })),
  );
}

function noView({ config }: Rules, at: Instant): LedgerView {
  const state = begin({ at, repository: config.repositoryId, genesis: digestJson(null) });
  return { tip: { commit: "", seq: state.seq, digest: state.digest }, state, distrust: null };
}

function isAtOrBelow(path: string, folder: string): boolean {
  return folder === "" || path === folder || path.startsWith(`${folder}/`);
}

/** The rules as they stand in the work tree, in force or not. */
export async function workRules(
  { worktree, kinds }: { readonly worktree: Worktree; readonly kinds: JudgePorts["kinds"] },
  options: CallOptions,
): Promise<Result<Rules>> {
  const listed = await worktree.list(rulesRoots, options);
  return rulesFromFiles("", await rulesFilesAmong(listed, worktree, options), kinds);
}

async function rulesFilesAmong(
  listed: readonly string[],
  worktree: Worktree,
  options: CallOptions,
): Promise<ReadonlyMap<string, Blob>> {
  const paths = listed.filter(isRulesPath);
  const read = await Promise.all(paths.map(async (path) => [path, await worktree.read(path, options)] as const));
  const files = new Map<string, Blob>();
  for (const [path, bytes] of read) if (bytes !== null) files.set(path, { path, mode: "100644", oid: "", bytes });
  return files;
}
