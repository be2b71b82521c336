import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { Annotations } from "../../../src/core/decision/annotation.ts";
import type { ExplainedRule } from "../../../src/core/decision/explanation.ts";
import { toWords } from "../../../src/core/decision/reason.ts";
import type { ExplainReport } from "../../../src/core/report/people.ts";
import { isSource } from "../../../src/policy/lock/sources.ts";
import { explainText } from "../../../src/views/text/explain.ts";
import { problemsText } from "../../../src/views/text/problems.ts";
import { ownPolicies } from "../../fakes/policies.ts";

const files = ownPolicies();
const annotations = JSON.parse(new TextDecoder().decode(files.get("annotations.json"))) as Annotations;
const plain = (_: string, text: string): string => text;

/** What a rule's source says of itself. */
interface Metadata {
  readonly title: string;
  readonly custom: {
    readonly code: string;
    readonly message: string;
    readonly next: string;
    readonly controls: string[];
  };
}

const rules = [...files]
  .filter(([file]) => isSource(file) && /^(?:rules|own)\//.test(file))
  .map(([file, bytes]) => {
    const lines = new TextDecoder().decode(bytes).split("\n");
    const head = lines.slice(
      1,
      lines.findIndex((line) => line.startsWith("package ")),
    );
    const metadata = parse(head.map((line) => line.replace(/^# ?/, "")).join("\n")) as Metadata;
    return { file, rule: file.split("/").slice(-3, -1).join("."), ...metadata };
  });

describe.each(rules)("$rule", ({ rule, title, custom: { code, message, next, controls } }) => {
  const words = toWords({ code, facts: {} }, annotations);
  const problem = { code, severity: "error", message: words.summary, next: words.next } as const;
  const told: ExplainedRule = { rule, code, title, controls, outcome: "spoke", clauses: [] };
  it("says in the terminal what its source says", () => {
    expect(problemsText([problem], plain)).toBe(`${code}\n  ${message}\n  Next: ${next}\n`);
    const report = { problems: [], requests: [{ id: "a/b/c", outcome: "denied", problems: [], rules: [told] }] };
    const explained = explainText(report as unknown as ExplainReport, plain);
    expect(explained).toContain(`Spoke: 1\n  ${rule}  ${code}  serves ${controls.join(", ")}`);
  });

  it("says in JSON what its source says", () => {
    expect(annotations[code]).toMatchObject({ title, message, next, controls });
    expect(JSON.parse(JSON.stringify(problem))).toMatchObject({ code, message, next });
  });
});

describe("the docs", () => {
  const docs = readFileSync(path.resolve("docs/rules-of-the-pack.md"), "utf8").split("\n## ");

  it.each(rules.filter(({ file }) => file.startsWith("rules/")))("say of $rule what its source says", ({ custom }) => {
    const section = docs.find((each) => each.includes(`code \`${custom.code}\``)) ?? "";
    expect(section).toContain(`> ${custom.message} ${custom.next}\n`);
    expect(section).toContain(`Serves ${custom.controls.map((control) => `\`${control}\``).join(", ")}.`);
  });
});
