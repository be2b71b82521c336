import type { Problem } from "../../core/problem/problem.ts";
import type { PolicyTested } from "../../core/report/people.ts";
import type { BrokenInvariant, PolicyTestCase, ScenarioTested } from "../../core/report/policy-tests.ts";

/**
 * The tests of the rules as JUnit's XML, which CI systems show: one suite a package, one of lines
 * that no test runs, one of scenarios, one of broken invariants.
 */
export function policyTestsJunit({
  tests,
  problems,
  scenarios,
  trial,
}: Pick<PolicyTested, "tests" | "problems" | "scenarios" | "trial">): string {
  const broken = trial?.broken ?? [];
  const suites = new Map<string, PolicyTestCase[]>();
  for (const test of tests) suites.set(test.package, [...(suites.get(test.package) ?? []), test]);
  const lines: string[] = [...suites].flatMap(([name, cases]) => [
    `  <testsuite ${attributes({ name, ...totals(cases) })}>`,
    ...cases.map(testCase),
    "  </testsuite>",
  ]);
  if (problems.length > 0) {
    const all = { name: "brevet.coverage", tests: problems.length, failures: problems.length };
    lines.push(`  <testsuite ${attributes(all)}>`, ...problems.map(untestedCase), "  </testsuite>");
  }
  if (scenarios.length > 0) {
    const failures = scenarios.filter(({ passed }) => !passed).length;
    const all = { name: "brevet.scenarios", tests: scenarios.length, failures };
    lines.push(`  <testsuite ${attributes(all)}>`, ...scenarios.map(scenarioCase), "  </testsuite>");
  }
  if (broken.length > 0) {
    const all = { name: "brevet.invariants", tests: broken.length, failures: broken.length };
    lines.push(`  <testsuite ${attributes(all)}>`, ...broken.map(brokenCase), "  </testsuite>");
  }
  const head = `<testsuites ${attributes({ name: "brevet policy test", ...totals(tests) })}>`;
  return ['<?xml version="1.0" encoding="UTF-8"?>', head, ...lines, "</testsuites>", ""].join("\n");
}

function testCase(test: PolicyTestCase): string {
  const { name, package: classname, path: file, line, seconds } = test;
  const open = `    <testcase ${attributes({ name, classname, file, line, time: seconds.toFixed(6) })}`;
  if (test.passed) return `${open}/>`;
  const failure = attributes({ message: `${name} fails`, type: "POLICY_TEST_FAILED" });
  const { stopped } = test;
  const where = stopped === null ? `${file}:${line}` : `${file}:${stopped.line}\n${stopped.text}`;
  return `${open}>\n      <failure ${failure}>${escape(where)}</failure>\n    </testcase>`;
}

function untestedCase({ code, path: file = "", line = 0, message, next }: Problem): string {
  const open = `    <testcase ${attributes({ name: message, classname: "brevet.coverage", file, line })}`;
  return `${open}>\n      <failure ${attributes({ message, type: code })}>${escape(next)}</failure>\n    </testcase>`;
}

function scenarioCase({ name, path: file, passed, wrong }: ScenarioTested): string {
  const open = `    <testcase ${attributes({ name, classname: "brevet.scenarios", file })}`;
  if (passed) return `${open}/>`;
  const failure = attributes({ message: `${name} comes out otherwise`, type: "POLICY_TEST_FAILED" });
  return `${open}>\n      <failure ${failure}>${escape(wrong.join("\n"))}</failure>\n    </testcase>`;
}

function brokenCase({ code, path: file, message, next, where }: BrokenInvariant): string {
  const open = `    <testcase ${attributes({ name: code, classname: "brevet.invariants", file })}`;
  const request = where.map(({ field, value }) => `${field} ${JSON.stringify(value)}`).join(", ");
  return `${open}>\n      <failure ${attributes({ message, type: code })}>${escape(`${request}\n${next}`)}</failure>\n    </testcase>`;
}

function totals(cases: readonly PolicyTestCase[]): { tests: number; failures: number; time: string } {
  const failures = cases.filter(({ passed }) => !passed).length;
  const time = cases.reduce((sum, { seconds }) => sum + seconds, 0).toFixed(6);
  return { tests: cases.length, failures, time };
}

function attributes(values: { readonly [name: string]: string | number }): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}="${escape(String(value))}"`)
    .join(" ");
}

/** XML 1.0 has no way to write most control characters: they become U+FFFD. */
function escape(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\uFFFD")
    .replaceAll(/[&<>"'\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}
