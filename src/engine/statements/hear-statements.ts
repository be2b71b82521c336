import type { Catalog } from "../../core/catalog/catalog.ts";
import { keyHolder } from "../../core/catalog/key-holder.ts";
import { problem, type Problem } from "../../core/problem/problem.ts";
import { attribute } from "../../core/statement/attribute.ts";
import { mostStatementBytes, readStatement } from "../../core/statement/read-statement.ts";
import type { Attributed } from "../../core/statement/statement.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { Git } from "../../ports/git.ts";
import type { Signature } from "../../ports/signature.ts";

/** Statements that verified, and a warning for each that did not. */
export interface Heard {
  readonly statements: readonly Attributed[];
  readonly warnings: readonly Problem[];
}

/** At most so many statements of one person are read in one folder (formats.md: Statements). */
const mostPerPerson = 8;
/** So many files of one folder are looked at, however many it holds. */
const mostPerFolder = 1000;
const encoder = new TextEncoder();

/** Reads, verifies and attributes every statement in a folder of one revision. An invalid one is only a warning. */
export async function hearStatements(
  ports: { readonly git: Git; readonly signature: Signature },
  where: {
    readonly revision: string;
    readonly folder: string;
    readonly catalog: Catalog;
    readonly repository: string;
    /** Only files of such names. */
    readonly only?: RegExp;
  },
  options: CallOptions,
): Promise<Heard> {
  const files = (await ports.git.list(where.revision, where.folder, options))
    .filter((file) => file.mode === "100644" && (where.only?.test(file.path) ?? true))
    .slice(0, mostPerFolder);
  const bytes = await ports.git.blobs(
    files.map((file) => file.oid),
    { ...options, most: mostStatementBytes },
  );
  const statements: Attributed[] = [];
  const warnings: Problem[] = [];
  const count = new Map<string, number>();
  for (const file of files) {
    const heard = hearStatement(ports.signature, where, file.path, bytes.get(file.oid) ?? new Uint8Array());
    if (!heard.ok) {
      warnings.push(...heard.problems.map((p): Problem => ({ ...p, severity: "warning" })));
      continue;
    }
    const before = count.get(heard.value.by) ?? 0;
    count.set(heard.value.by, before + 1);
    if (before < mostPerPerson) statements.push(heard.value);
    else if (before === mostPerPerson)
      warnings.push(
        problem("STATEMENTS_TOO_MANY", { by: heard.value.by, most: mostPerPerson }, { path: file.path }, "warning"),
      );
  }
  return { statements, warnings };
}

/** One statement: read, verified against the catalog's keys, attributed to a person. */
export function hearStatement(
  signature: Signature,
  where: { readonly catalog: Catalog; readonly repository: string },
  path: string,
  bytes: Uint8Array,
): ReturnType<typeof attribute> {
  const read = readStatement(path, bytes);
  if (!read.ok) return read;
  if (read.value.statement.repository !== where.repository)
    return { ok: false, problems: [problem("STATEMENT_OTHER_REPOSITORY", {}, { path })] };
  const facts = signature.verify(read.value.armour, encoder.encode(read.value.line), {
    namespace: "brevet",
    applications: (publicKey) => keyHolder(publicKey, where.catalog)?.key.applications ?? [],
  });
  if (!facts.ok) return { ok: false, problems: facts.problems.map((p) => ({ ...p, path })) };
  return attribute(read.value, facts.value, where.catalog);
}
