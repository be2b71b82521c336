import { readCatalog, readPastCatalog } from "../../core/catalog/read-catalog.ts";
import type { Catalog } from "../../core/catalog/catalog.ts";
import type { Config, Kinds } from "../../core/config/config.ts";
import { readConfig } from "../../core/config/read-config.ts";
import { digestTree, type Digest } from "../../core/json/digest.ts";
import { problem, type Problem } from "../../core/problem/problem.ts";
import { fail, succeed, type Result } from "../../core/problem/result.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { Blob, Git, ObjectId } from "../../ports/git.ts";
import { isRulesPath } from "./rules-paths.ts";

/** One revision of the rules: configuration, catalog and policy, all read from one commit. */
export interface Rules {
  readonly commit: ObjectId;
  readonly digest: Digest;
  readonly config: Config;
  readonly catalog: Catalog;
  /** Every file below `policies/`, by path from there. */
  readonly policy: ReadonlyMap<string, Uint8Array>;
}

/** As much of a revision as its decisions follow from. */
export type JudgingRules = Pick<Rules, "digest" | "catalog" | "policy">;

/** The most bytes of one file of the rules. */
export const mostRulesBytes: number = 16 * 1024 * 1024;

/** The files that are rules, at one commit. One that is too large is cut: such rules are never read. */
export async function readRulesFiles(git: Git, commit: ObjectId, options: CallOptions): Promise<Map<string, Blob>> {
  const listed = await git.list(commit, "", options);
  const files = listed.filter((file) => isRulesPath(file.path));
  const readable = files.filter((file) => file.mode !== "160000");
  const bytes = await git.blobs(
    readable.map((file) => file.oid),
    { ...options, most: mostRulesBytes },
  );
  return new Map(
    files.map((file) => [file.path, { ...file, bytes: bytes.get(file.oid) ?? new TextEncoder().encode(file.oid) }]),
  );
}

/** The rules of a commit, or everything that is wrong with them. */
export async function readRules(
  git: Git,
  kinds: Kinds,
  commit: ObjectId,
  options: CallOptions,
): Promise<Result<Rules>> {
  const files = await readRulesFiles(git, commit, options);
  return rulesFromFiles(commit, files, kinds);
}

/**
 * Rules that were in force once, as far as they judge. What else stood beside them (targets, forges, notifiers) may be of kinds
 * that this version no longer knows, and changes nothing of what was decided. Null where they cannot be read any more.
 */
export async function readPastRules(git: Git, commit: ObjectId, options: CallOptions): Promise<JudgingRules | null> {
  const files = await readRulesFiles(git, commit, options);
  const catalog = readPastCatalog(catalogFiles(files));
  if (!catalog.ok) return null;
  return { digest: digestTree(files), catalog: catalog.value, policy: below(files, "policies/") };
}

/** The rules that those files are. known: the catalog of exactly these files, where it was read before. */
export function rulesFromFiles(
  commit: ObjectId,
  files: ReadonlyMap<string, Blob>,
  kinds: Kinds,
  known: Catalog | null = null,
): Result<Rules> {
  const odd = [...files.values()].filter((file) => file.mode !== "100644");
  const problems: Problem[] = odd.map((file) => problem("RULES_FILE_MODE", { mode: file.mode }, { path: file.path }));
  for (const { path, bytes } of files.values())
    if (bytes.length > mostRulesBytes)
      problems.push(problem("FILE_TOO_LARGE", { bytes: bytes.length, most: mostRulesBytes }, { path }));
  const configBytes = files.get("brevet.yaml")?.bytes;
  if (configBytes === undefined) return fail([...problems, problem("CONFIG_MISSING", {}, { path: "brevet.yaml" })]);
  const config = readConfig(configBytes, kinds);
  if (!config.ok) return fail([...problems, ...config.problems]);
  const catalog = known === null ? readCatalog(catalogFiles(files), config.value, kinds) : succeed(known);
  if (!catalog.ok) return fail([...problems, ...catalog.problems]);
  if (problems.length > 0) return fail(problems);
  return succeed({
    commit,
    digest: digestTree(files),
    config: config.value,
    catalog: catalog.value,
    policy: below(files, "policies/"),
  });
}

function catalogFiles(files: ReadonlyMap<string, Blob>): Map<string, Uint8Array> {
  const wanted = [...files].filter(([path]) => isCatalogPath(path));
  return new Map(wanted.map(([path, file]) => [path, file.bytes]));
}

/** Whether a file says who or what there is. What it says is read by `brevet.yaml` too, which names the targets. */
export function isCatalogPath(path: string): boolean {
  return path.startsWith("policies/catalog/") || path.startsWith("policies/own/data/");
}

function below(files: ReadonlyMap<string, Blob>, folder: string): Map<string, Uint8Array> {
  const wanted = [...files].filter(([path]) => path.startsWith(folder));
  return new Map(wanted.map(([path, file]) => [path.slice(folder.length), file.bytes]));
}
