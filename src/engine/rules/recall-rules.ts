import type { Kinds } from "../../core/config/config.ts";
import { digestTree } from "../../core/json/digest.ts";
import type { Result } from "../../core/problem/result.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { CatalogCache } from "../../ports/catalog-cache.ts";
import type { Blob, Git, ObjectId } from "../../ports/git.ts";
import { isCatalogPath, readRulesFiles, rulesFromFiles, type Rules } from "./read-rules.ts";

/** The rules of a commit for whoever only looks: the catalog may be one that was read before. */
export async function recallRules(
  ports: { readonly git: Git; readonly kinds: Kinds; readonly catalogs: CatalogCache },
  commit: ObjectId,
  options: CallOptions,
): Promise<Result<Rules>> {
  return await recallFromFiles(ports, commit, await readRulesFiles(ports.git, commit, options), options);
}

/**
 * The rules that those files are, for whoever only looks. The files themselves are read each time, so a catalog that
 * changed by one byte is another; what is wrong with files is never kept.
 */
export async function recallFromFiles(
  { kinds, catalogs }: { readonly kinds: Kinds; readonly catalogs: CatalogCache },
  commit: ObjectId,
  files: ReadonlyMap<string, Blob>,
  options: CallOptions,
): Promise<Result<Rules>> {
  const key = digestTree(new Map([...files].filter(([path]) => path === "brevet.yaml" || isCatalogPath(path))));
  const known = await catalogs.find(key, options);
  const rules = rulesFromFiles(commit, files, kinds, known);
  if (rules.ok && known === null) await catalogs.keep(key, rules.value.catalog, options);
  return rules;
}
