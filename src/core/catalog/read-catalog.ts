import type { Config, Kinds } from "../config/config.ts";
import type { Problem } from "../problem/problem.ts";
import { fail, succeed, type Result } from "../problem/result.ts";
import type { Catalog } from "./catalog.ts";
import { checkIdentities } from "./check-identities.ts";
import { checkNames } from "./check-names.ts";
import { checkRoles } from "./check-roles.ts";
import { readFiles } from "./read-files.ts";
import { toCatalog } from "./to-catalog.ts";

/**
 * Reads the whole catalog: the files below `policies/catalog/` and `policies/own/data/`, by path. It is whole, or
 * refused: every name in it resolves, and nobody stands in it twice.
 */
export function readCatalog(files: ReadonlyMap<string, Uint8Array>, config: Config, kinds: Kinds): Result<Catalog> {
  const sources = readFiles(files);
  if (!sources.ok) return fail(inOrder(sources.problems));
  const catalog = toCatalog(sources.value);
  if (!catalog.ok) return fail(inOrder(catalog.problems));
  const problems = [
    ...checkNames(catalog.value, sources.value, config),
    ...checkIdentities(catalog.value, sources.value, config, kinds),
    ...checkRoles(catalog.value, sources.value, config, kinds),
  ];
  return problems.length > 0 ? fail(inOrder(problems)) : succeed(catalog.value);
}

/** By file, each from its first line to its last. */
function inOrder(problems: readonly Problem[]): readonly Problem[] {
  return problems.toSorted((a, b) => {
    const [first = "", second = ""] = [a.path, b.path];
    if (first !== second) return first < second ? -1 : 1;
    return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
  });
}
