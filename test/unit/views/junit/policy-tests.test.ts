import { expect, it } from "vitest";
import { problem } from "../../../../src/core/problem/problem.ts";
import { policyTestsJunit } from "../../../../src/views/junit/policy-tests.ts";
import { policyInput } from "../../../fakes/policy-input.ts";

const test = { path: "policies/rules/a/b/b_test.rego", line: 6, seconds: 0.0015, passed: true, stopped: null };

it("gives one suite a package, with its sums, and where a failed test stands", () => {
  const tests = [
    { ...test, package: "brevet.rules.a.b_test", name: "test_one" },
    {
      ...test,
      package: "brevet.rules.a.b_test",
      name: "test_two",
      line: 10,
      passed: false,
      stopped: { line: 12, text: "a > 1" },
    },
    { ...test, package: "brevet.own.c_test", name: "test_three" },
  ];
  expect(policyTestsJunit({ tests, problems: [], scenarios: [], trial: null }).split("\n")).toEqual([
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites name="brevet policy test" tests="3" failures="1" time="0.004500">',
    '  <testsuite name="brevet.rules.a.b_test" tests="2" failures="1" time="0.003000">',
    '    <testcase name="test_one" classname="brevet.rules.a.b_test" file="policies/rules/a/b/b_test.rego" line="6" time="0.001500"/>',
    '    <testcase name="test_two" classname="brevet.rules.a.b_test" file="policies/rules/a/b/b_test.rego" line="10" time="0.001500">',
    '      <failure message="test_two fails" type="POLICY_TEST_FAILED">policies/rules/a/b/b_test.rego:12&#10;a &#62; 1</failure>',
    "    </testcase>",
    "  </testsuite>",
    '  <testsuite name="brevet.own.c_test" tests="1" failures="0" time="0.001500">',
    '    <testcase name="test_three" classname="brevet.own.c_test" file="policies/rules/a/b/b_test.rego" line="6" time="0.001500"/>',
    "  </testsuite>",
    "</testsuites>",
    "",
  ]);
});

it("S40 lets no name out of its attribute", () => {
  const name = "\"><x a='&\n\u0000\u001b[31m\uD800";
  const xml = policyTestsJunit({
    tests: [{ ...test, package: "p", name, passed: false }],
    problems: [],
    scenarios: [],
    trial: null,
  });
  expect(xml).not.toContain("<x");
  expect(xml).toContain('name="&#34;&#62;&#60;x a=&#39;&#38;&#10;\uFFFD\uFFFD[31m\uFFFD"');
});

it("gives no suite where there is no test", () => {
  expect(policyTestsJunit({ tests: [], problems: [], scenarios: [], trial: null })).toContain('tests="0" failures="0"');
});

it("gives a suite of the lines that no test runs, each a failure at its place", () => {
  const untested = problem("POLICY_LINES_UNTESTED", { from: 12, to: 14 }, { path: "policies/own/a/a.rego", line: 12 });
  const xml = policyTestsJunit({ tests: [], problems: [untested], scenarios: [], trial: null });
  expect(xml.split("\n").slice(2, -2)).toEqual([
    '  <testsuite name="brevet.coverage" tests="1" failures="1">',
    '    <testcase name="No test runs lines 12 to 14." classname="brevet.coverage" file="policies/own/a/a.rego" line="12">',
    '      <failure message="No test runs lines 12 to 14." type="POLICY_LINES_UNTESTED">Add a test that does, on both sides of each boundary.</failure>',
    "    </testcase>",
    "  </testsuite>",
  ]);
});

it("S40 gives a suite of the invariants that are broken, with the request that shows it", () => {
  const broken = {
    code: "TIER_NEEDS_LESS",
    path: "policies/rules/a/b/b.rego",
    message: "It demands <less>.",
    next: "Ask for more.",
    where: [{ field: "resource.tier", value: "high" }],
    input: policyInput(),
  };
  const trial = { invariants: 9, requests: 10, broken: [broken] };
  expect(policyTestsJunit({ tests: [], problems: [], scenarios: [], trial }).split("\n").slice(2, -2)).toEqual([
    '  <testsuite name="brevet.invariants" tests="1" failures="1">',
    '    <testcase name="TIER_NEEDS_LESS" classname="brevet.invariants" file="policies/rules/a/b/b.rego">',
    '      <failure message="It demands &#60;less&#62;." type="TIER_NEEDS_LESS">resource.tier &#34;high&#34;&#10;Ask for more.</failure>',
    "    </testcase>",
    "  </testsuite>",
  ]);
});

it("gives a suite of the problems: [], scenarios, with what came out otherwise", () => {
  const at = { path: "test/scenario/all.yaml" };
  const scenarios = [
    { ...at, name: "bob agrees", passed: true, wrong: [] },
    { ...at, name: "nobody does", passed: false, wrong: ['outcome: expected "denied"', "codes: …"] },
  ];
  expect(policyTestsJunit({ tests: [], problems: [], scenarios, trial: null }).split("\n").slice(2, -2)).toEqual([
    '  <testsuite name="brevet.scenarios" tests="2" failures="1">',
    '    <testcase name="bob agrees" classname="brevet.scenarios" file="test/scenario/all.yaml"/>',
    '    <testcase name="nobody does" classname="brevet.scenarios" file="test/scenario/all.yaml">',
    '      <failure message="nobody does comes out otherwise" type="POLICY_TEST_FAILED">outcome: expected &#34;denied&#34;&#10;codes: …</failure>',
    "    </testcase>",
    "  </testsuite>",
  ]);
});
