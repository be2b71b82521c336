import type { XStatic } from "typebox/schema";
import type { Annotation, Annotations } from "../../core/decision/annotation.ts";
import { validator } from "../../core/json/validator.ts";
import { catalogue } from "../../core/problem/catalogue.ts";
import { problem, type Place, type Problem } from "../../core/problem/problem.ts";
import { fail, succeed, type Result } from "../../core/problem/result.ts";
import type { InspectedFile } from "./question.ts";

/** What a rule has to say of itself. */
export const metadataSchema = {
  type: "object",
  required: ["title", "description", "custom"],
  properties: {
    title: { type: "string", minLength: 1 },
    description: { type: "string", minLength: 1 },
    custom: {
      type: "object",
      additionalProperties: false,
      required: ["code", "message", "next", "controls"],
      properties: {
        code: { type: "string", pattern: "^[A-Z][A-Z0-9_]{2,63}$" },
        field: { type: "string" },
        message: { type: "string", minLength: 1 },
        next: { type: "string", minLength: 1 },
        facts: {
          type: "object",
          additionalProperties: { enum: ["text", "number", "duration", "instant", "list"] },
        },
        controls: { type: "array", items: { type: "string" } },
      },
    },
  },
} as const;

type Metadata = XStatic<typeof metadataSchema>;

const metadataFault = validator(metadataSchema);

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
  for (const { file, package: stated, metadata } of files) {
    const name = stated.replace(/^data\./, "");
    const rule = ruleOf(file);
    const expected = `brevet.${file.slice(0, file.lastIndexOf("/")).replaceAll("/", ".")}`;
    const at = (what: RegExp): Place => ({ path: `policies/${file}`, ...lineOf(what, sources[file] ?? "") });
    if (name !== expected || rule === undefined) {
      problems.push(problem("POLICY_RULE_MISPLACED", { package: name, expected }, at(packageLine)));
      continue;
    }
    if (rule === null) continue;
    const unfit = unfitness(metadata);
    if (unfit !== null) {
      problems.push(
        problem("POLICY_METADATA_UNFIT", { rule, what: unfit }, at(metadata === null ? packageLine : metadataLine)),
      );
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

const packageLine = /^package\b/;
const metadataLine = /^#\s*METADATA\s*$/;
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

function unfitness(metadata: unknown): string | null {
  if (metadata === null) return "is missing";
  const fault = metadataFault(metadata);
  if (fault !== null) return `is incomplete: ${fault}`;
  const { message, next, facts = {} } = (metadata as Metadata).custom;
  const unknown = [...`${message} ${next}`.matchAll(/\{(\w+)\}/g)].find(
    ([, name]) => !Object.hasOwn(facts, name ?? ""),
  );
  return unknown === undefined ? null : `names ${unknown[0]}, which is not among its facts`;
}
