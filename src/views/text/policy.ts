import type { PolicyBuilt, PolicyChecked, PolicyFormatted, PolicyTested, RuleBegun } from "../../core/report/people.ts";
import type { PolicyMutation, PolicyTestCase, PolicyTrial } from "../../core/report/policy-tests.ts";
import type { Paint } from "./paint.ts";
import { problemsText } from "./problems.ts";
import { visible } from "./visible.ts";

/** What a build wrote. */
export function policyBuiltText(report: PolicyBuilt): string {
  if (report.written.length === 0) return "The compiled policy is what its sources give.\n";
  return report.written.map((path) => `wrote ${visible(path)}\n`).join("");
}

/** That nothing is wrong, and what is hardly meant. */
export function policyCheckedText({ files, warnings }: PolicyChecked, paint: Paint): string {
  const told = warnings.length === 0 ? "" : `${problemsText(warnings, paint)}\n`;
  return `${told}${files} files of rules and tests: nothing is wrong with them.\n`;
}

/** What a rule begins with, and what to do with it. */
export function ruleBegunText({ written }: RuleBegun): string {
  const lines = written.map((path) => `wrote ${visible(path)}\n`).join("");
  return `${lines}Write what must hold, and its test; then brevet policy test, and brevet policy build.\n`;
}

/** What was written anew, or would be. */
export function policyFormattedText({ outcome, paths }: PolicyFormatted): string {
  if (outcome === "current") return "Every rule is written as it should be.\n";
  return paths.map((path) => `${outcome === "stale" ? "would write" : "wrote"} ${visible(path)}\n`).join("");
}

/** How the rules' tests went, and which lines none of them ran; with `coverage`, how many lines they did. */
export function policyTestedText(report: PolicyTested, paint: Paint, coverage: boolean): string {
  const lines = [
    ...report.failed.flatMap((test) => failedLines(test, paint)),
    ...(report.problems.length === 0 ? [] : [problemsText(report.problems, paint)]),
    `${report.passed} passed, ${report.failed.length} failed${coverage || report.problems.length > 0 ? `, ${share(report.coverage)} of the lines run` : ""}`,
    ...scenarioLines(report.scenarios, paint),
    ...trialLines(report.trial, paint),
    ...mutationLines(report.mutation, paint),
  ];
  return `${lines.join("\n")}\n`;
}

/** Rounded down: only all is 100 %. */
function share(percent: number): string {
  return `${Math.floor(10 * percent) / 10} %`;
}

function failedLines({ path, line, name, stopped }: PolicyTestCase, paint: Paint): readonly string[] {
  return [
    `${visible(path)}:${stopped?.line ?? line}  ${paint("red", "failed")}  ${visible(name)}`,
    ...(stopped === null ? [] : [`  does not hold: ${visible(stopped.text)}`]),
  ];
}

function scenarioLines(scenarios: PolicyTested["scenarios"], paint: Paint): readonly string[] {
  if (scenarios.length === 0) return [];
  const failed = scenarios.filter(({ passed }) => !passed);
  return [
    ...failed.flatMap(({ path, name, wrong }) => [
      `${visible(path)}  ${paint("red", "failed")}  ${visible(name)}`,
      ...wrong.map((what) => `  ${visible(what)}`),
    ]),
    `${scenarios.length - failed.length} of ${scenarios.length} scenarios come out as expected`,
  ];
}

function trialLines(trial: PolicyTrial | null, paint: Paint): readonly string[] {
  if (trial === null) return [];
  const { invariants, requests, broken } = trial;
  return [
    ...broken.flatMap(({ path, code, message, next, where }) => [
      `${paint("bold", visible(path))}  ${paint("red", visible(code))}`,
      `  ${visible(message)}`,
      `  Plainest request: ${where.length === 0 ? "any" : where.map(({ field, value }) => visible(`${field} ${JSON.stringify(value)}`)).join(", ")}`,
      `  Next: ${visible(next)}`,
    ]),
    `${invariants - broken.length} of ${invariants} invariants hold for ${requests} requests`,
  ];
}

function mutationLines(mutation: PolicyMutation | null, paint: Paint): readonly string[] {
  if (mutation === null) return [];
  const { negated, caught, survived } = mutation;
  const score = share(negated === 0 ? 100 : (100 * caught) / negated);
  return [
    ...survived.map(
      ({ path, line, column, text }) =>
        `${visible(path)}:${line}:${column}  ${paint("yellow", "unnoticed")}  not ${visible(text)}`,
    ),
    `${caught} of ${negated} negated conditions are noticed by a test: ${score}`,
  ];
}
