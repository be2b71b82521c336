import type { Config, Kinds } from "../config/config.ts";
import type { Problem } from "../problem/problem.ts";
import { fail, succeed, type Result } from "../problem/result.ts";
import type { Catalog } from "./catalog.ts";
import { checkIdentities } from "./check-identities.ts";
import { checkNames } from "./check-names.ts";
import { checkRoles } from "./check-roles.ts";
import { checkSettings } from "./check-settings.ts";
import { readFiles, type Sources } from "./read-files.ts";
import { toCatalog } from "./to-catalog.ts";

/**
 * Reads the whole catalog: the files below `policies/catalog/` and `policies/own/data/`, by path. It is whole, or
 * refused: every name in it resolves, and nobody stands in it twice.
 */
export function readCatalog(files: ReadonlyMap<string, Uint8Array>, config: Config, kinds: Kinds): Result<Catalog> {
  const written = readWritten(files);
  if (!written.ok) return written;
  const { catalog, sources } = written.value;
  const problems = [
    ...checkNames(catalog, sources, config),
    ...checkIdentities(catalog, sources, config, kinds),
    ...checkRoles(catalog, sources, config, kinds),
    ...checkSettings(sources),
  ];
  return problems.length > 0 ? fail(inOrder(problems)) : succeed(catalog);
}

/**
 * The catalog of rules that were in force once: its names resolved then, by the configuration and the kinds of targets of
 * then, so they are not looked up again by those of now.
 */
export function readPastCatalog(files: ReadonlyMap<string, Uint8Array>): Result<Catalog> {
  const written = readWritten(files);
  return written.ok ? succeed(written.value.catalog) : written;
}

function readWritten(
  files: ReadonlyMap<string, Uint8Array>,
): Result<{ readonly catalog: Catalog; readonly sources: Sources }> {
  const sources = readFiles(files);
  if (!sources.ok) return fail(inOrder(sources.problems));
  const catalog = toCatalog(sources.value);
  if (!catalog.ok) return fail(inOrder(catalog.problems));
  return succeed({ catalog: catalog.value, sources: sources.value });
}

/** By file, each from its first line to its last. */
function inOrder(problems: readonly Problem[]): readonly Problem[] {
  return problems.toSorted((a, b) => {
    const [first = "", second = ""] = [a.path, b.path];
    if (first !== second) return first < second ? -1 : 1;
    return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
  });
}
