import type { Annotation, Annotations } from "../../core/decision/annotation.ts";
import { catalogue } from "../../core/problem/catalogue.ts";
import { problem, type Place, type Problem } from "../../core/problem/problem.ts";
import { fail, succeed, type Result } from "../../core/problem/result.ts";
import { metadataFaults, type Metadata } from "./metadata.ts";
import type { InspectedFile } from "./question.ts";

/**
 * The words of every rule, by code; or every rule that is misplaced, wordless or uses a code that is taken. sources: their texts,
 * in which the lines are found.
 */
export function toAnnotations(
  files: readonly InspectedFile[],
  sources: { readonly [path: string]: string },
): Result<Annotations> {
  const problems: Problem[] = [];
  const found = new Map<string, Annotation>();
  for (const { file, package: stated, metadata } of files.toSorted(ownLast)) {
    const name = stated.replace(/^data\./, "");
    const rule = ruleOf(file);
    const expected = `brevet.${file.slice(0, file.lastIndexOf("/")).replaceAll("/", ".")}`;
    const at = (what: RegExp): Place => ({ path: `policies/${file}`, ...lineOf(what, sources[file] ?? "") });
    if (name !== expected || rule === undefined) {
      problems.push(problem("POLICY_RULE_MISPLACED", { package: name, expected }, at(packageLine)));
      continue;
    }
    if (rule === null) continue;
    const unfit = metadataFaults(metadata, sources[file] ?? "").map(({ line, ...words }) =>
      problem(
        "POLICY_METADATA_UNFIT",
        { rule, ...words },
        line === null ? at(packageLine) : { path: `policies/${file}`, line },
      ),
    );
    if (unfit.length > 0) {
      problems.push(...unfit);
      continue;
    }
    const { title, description, custom } = metadata as Metadata;
    const taken = Object.hasOwn(catalogue, custom.code) ? "the engine" : found.get(custom.code)?.rule;
    if (taken !== undefined)
      problems.push(problem("POLICY_CODE_TAKEN", { code: custom.code, by: taken }, at(codeLine)));
    const { message, next, controls, facts = {} } = custom;
    found.set(custom.code, { rule, title, description: description.trim(), message, next, facts, controls });
  }
  if (problems.length > 0) return fail(problems);
  return succeed(Object.fromEntries([...found].toSorted(([a], [b]) => (a < b ? -1 : 1))));
}

/** Of two rules with one code, an organisation's own is the one to change. */
function ownLast({ file: a }: InspectedFile, { file: b }: InspectedFile): number {
  return Number(a.startsWith("own/")) - Number(b.startsWith("own/"));
}

const packageLine = /^package\b/;
const codeLine = /^#\s+code:/;

/** The first line of that form. */
function lineOf(form: RegExp, source: string): { readonly line?: number } {
  const index = source.split("\n").findIndex((line) => form.test(line));
  return index === -1 ? {} : { line: index + 1 };
}

const shared = /^(?:decision|lib|invariants\/(?:lib|answer))\//;
const placed = /^(?:rules\/(?<category>[a-z0-9_]+)|(?<kind>own|invariants))\/(?<name>[a-z0-9_]+)\/\k<name>\.rego$/;

/** `lease.limit`, null where the file is no rule, undefined where it is one in the wrong place. */
function ruleOf(file: string): string | null | undefined {
  if (shared.test(file)) return null;
  const rule = placed.exec(file)?.groups;
  return rule === undefined ? undefined : `${rule["category"] ?? rule["kind"] ?? ""}.${rule["name"] ?? ""}`;
}
