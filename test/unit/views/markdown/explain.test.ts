import { expect, it } from "vitest";
import type { ExplainedRule } from "../../../../src/core/decision/explanation.ts";
import type { ExplainReport } from "../../../../src/core/report/people.ts";
import { explainMarkdown } from "../../../../src/views/markdown/explain.ts";
import { explainText } from "../../../../src/views/text/explain.ts";

const limit: ExplainedRule = {
  rule: "lease.limit",
  code: "LEASE_TOO_LONG",
  title: "Lease within the role's limit",
  controls: ["soc2:CC6.3"],
  outcome: "quiet",
  clauses: [
    {
      says: "deny",
      path: "policies/rules/lease/limit/limit.rego",
      line: 15,
      outcome: "quiet",
      steps: [
        {
          text: "input.request.seconds > input.role.max",
          line: 20,
          outcome: "failed",
          values: [
            { name: "input.request.seconds", value: 3600 },
            { name: "input.role.max", value: 28_800 },
          ],
        },
      ],
      said: [],
      lost: [],
    },
  ],
};

function about(
  values: ExplainedRule["clauses"][number]["steps"][number]["values"],
  id = "a/b/2026-11-22-c",
): ExplainReport {
  const [clause] = limit.clauses;
  const [step] = clause?.steps ?? [];
  if (clause === undefined || step === undefined) throw new Error("no clause");
  const rules = [{ ...limit, clauses: [{ ...clause, steps: [{ ...step, values }] }] }];
  return {
    ok: true,
    problems: [],
    requests: [{ id, path: `requests/${id}.yaml`, outcome: "allowed", problems: [], rules }],
  };
}

const plain = (_: unknown, text: string): string => text;

it("shows the condition that failed, with its values, folded and in the terminal", () => {
  const values = limit.clauses[0]?.steps[0]?.values ?? [];
  expect(explainMarkdown(about(values))).toContain(
    "deny: `input.request.seconds > input.role.max` does not hold (`input.request.seconds` = `3600`, `input.role.max` = `28800`)",
  );
  expect(explainText(about(values), plain)).toContain(
    "no  input.request.seconds > input.role.max  [input.request.seconds = 3600; input.role.max = 28800]",
  );
});

it("S40 lets no value act in a comment or a terminal", () => {
  const hostile = "@everyone `| <img src=x> \u001B[2J ![a](https://evil.example)";
  const report = about([{ name: "input.request.reason", value: hostile }], "a/b/2026-11-22-\u001B]0;x\u0007");
  const markdown = explainMarkdown(report);
  expect(explainText(report, plain)).not.toMatch(/[\u0007\u001B]/);
  expect(markdown).not.toContain("\u001B");
  // Within its fence nothing means anything, and no cell of the table ends in it.
  expect(markdown).toMatch(/``.*@everyone `\\\| <img src=x>.*``/);
});

it.each(["input.subject.manager", "input.subject.attributes.badge", "data.own.ticket"])(
  "keeps %s out of a comment",
  (name) => {
    expect(explainMarkdown(about([{ name, value: "erin" }]))).not.toContain("erin");
    expect(explainText(about([{ name, value: "erin" }]), plain)).toContain("erin");
  },
);

it("says nothing in a comment where the rules were not asked", () => {
  const report: ExplainReport = {
    ok: false,
    problems: [],
    requests: [{ id: "a/b/c", path: "requests/a/b/c.yaml", outcome: "invalid", problems: [], rules: null }],
  };
  expect(explainMarkdown(report)).toBe("");
  expect(explainText(report, plain)).toContain("What the rules made of it is not known.");
});
