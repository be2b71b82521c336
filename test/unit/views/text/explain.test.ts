import { expect, it } from "vitest";
import type { ExplainedClause, ExplainedRule, ExplainedStep } from "../../../../src/core/decision/explanation.ts";
import { explainText } from "../../../../src/views/text/explain.ts";

const plain = (_: unknown, text: string): string => text;
const at = { path: "policies/rules/a/b/b.rego", line: 9 };

function clause(over: Partial<ExplainedClause>): ExplainedClause {
  return { says: "deny", ...at, outcome: "quiet", steps: [], said: [], lost: [], ...over };
}

function failing(text: string, values: ExplainedStep["values"] = []): ExplainedClause {
  return clause({ steps: [{ text, line: 9, outcome: "failed", values }] });
}

function shown(...rules: readonly (Pick<ExplainedRule, "rule" | "outcome"> & Partial<ExplainedRule>)[]): string {
  const whole = rules.map((rule): ExplainedRule => ({ code: "A_CODE", title: "", controls: [], clauses: [], ...rule }));
  const request = { id: "a/b/c", path: "requests/a/b/c.yaml", outcome: "denied", problems: [], rules: whole } as const;
  return explainText({ ok: true, problems: [], requests: [request] }, plain);
}

it("begins with what matters: what fell silent, then what spoke, then the rest", () => {
  const text = shown(
    { rule: "a.quiet", outcome: "quiet" },
    { rule: "b.spoke", outcome: "spoke" },
    { rule: "c.other", outcome: "inapplicable" },
    { rule: "d.silent", outcome: "silent" },
    { rule: "e.quiet", outcome: "quiet" },
  );
  expect(text.split("\n").filter((line) => line !== "")).toEqual([
    "a/b/c  denied",
    "Fell silent: 1",
    "  d.silent  A_CODE",
    "Spoke: 1",
    "  b.spoke  A_CODE",
    "Had nothing to say: 2",
    "  a.quiet  A_CODE",
    "  e.quiet  A_CODE",
    "Do not apply: 1",
    "  c.other  A_CODE",
  ]);
});

it("shows of a rule that spoke what it said, in words, and leaves out the clauses that did not", () => {
  const stage = {
    name: "owner",
    count: 2,
    from: ["team:a", "team:b"],
    need: ["hardware"],
    because: "B_CODE",
    max_age: 60,
  };
  const spoke = { outcome: "spoke" } as const;
  const text = shown({
    rule: "a.b",
    ...spoke,
    clauses: [
      clause({ ...spoke, said: [{ code: "LATE", facts: { asked: 5, who: "alice" }, field: "start" }] }),
      clause({ ...spoke, says: "stage", said: [stage] }),
      clause({ ...spoke, says: "bound", said: [{ max: 3600 }] }),
      clause({ ...spoke, says: "obligation", said: [{ kind: "notify", to: "team:security" }] }),
      failing("input.vendor != null"),
    ],
  });
  expect(text.match(/said .*/g)).toEqual([
    "said  LATE  asked 5, who alice",
    "said  owner: 2 of team:a, team:b with hardware (B_CODE), max_age 60",
    "said  max 3600",
    "said  kind notify, to team:security",
  ]);
  expect(text).not.toContain("input.vendor");
  expect(text).toContain("  └─ obligation  policies/rules/a/b/b.rego:9");
});

it("says of the others once what kept them from speaking, of two clauses at most", () => {
  const clauses = [failing("a"), failing("a"), failing("b"), failing("c"), failing("d")];
  expect(shown({ rule: "a.b", outcome: "quiet", clauses })).toContain("     no  a\n     no  b\n     and 2 more\n");
});

it.each([
  {
    name: "a value by what it is read as",
    text: "input.a > input.b",
    values: [{ name: "input.a", value: 1 }],
    says: "input.a > input.b  [input.a = 1]",
  },
  {
    name: "a value alone where the text is the value",
    text: "input.a",
    values: [{ name: "input.a", value: 1 }],
    says: "input.a  [1]",
  },
  {
    name: "a value alone where its name is long",
    text: `count(${"x".repeat(50)}) > 0`,
    values: [{ name: `count(${"x".repeat(50)})`, value: 0 }],
    says: `count(${"x".repeat(50)}) > 0  [0]`,
  },
  {
    name: "what was looked up, in place of all that was looked through",
    text: 'object.get(data.org, ["vendors", "verified"], false)',
    values: [{ name: "data.org", value: { vendors: { verified: true }, data: {} } }],
    says: 'object.get(data.org, ["vendors", "verified"], false)  [data.org.vendors.verified = true]',
  },
  {
    name: "the default where nothing was found",
    text: 'object.get(data.own, "late", "never")',
    values: [{ name: "data.own", value: {} }],
    says: 'object.get(data.own, "late", "never")  [data.own.late = "never"]',
  },
  {
    name: "the whole where the keys are worked out",
    text: "object.get(data.org, [input.a], 1)",
    values: [{ name: "data.org", value: { a: 1 } }],
    says: 'object.get(data.org, [input.a], 1)  [data.org = {"a":1}]',
  },
])("shows $name", ({ text, values, says }) => {
  expect(shown({ rule: "a.b", outcome: "quiet", clauses: [failing(text, values)] })).toContain(`     no  ${says}\n`);
});
