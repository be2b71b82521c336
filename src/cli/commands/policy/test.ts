import { Option, type Command } from "commander";
import { policyTestsJunit } from "../../../views/junit/policy-tests.ts";
import { policyTestedText } from "../../../views/text/policy.ts";
import { define, type Shell } from "../../define.ts";
import { exitCode } from "../../exit-code.ts";
import { judging } from "../../open/judging.ts";
import { countOption } from "../../parse/count.ts";
import { showProblems } from "../../show-failure.ts";

/** `policy test`: the tests, scenarios and invariants of the rules, and what they are worth. */
export function testCommand(shell: Shell): Command {
  return define<{
    readonly coverage?: boolean;
    readonly mutate?: boolean;
    readonly runs: string;
    readonly format: "text" | "junit";
  }>(
    shell,
    {
      name: "test",
      does: "run the tests of the rules and the scenarios of test/scenario/, and ask the rules about the rules",
      example: "brevet policy test --coverage",
    },
    async (session, _args, { coverage, mutate = false, runs: number, format }) => {
      const runs = countOption(number);
      const report = await judging(session, async ({ clone: { worktree }, ports }) => {
        const { testPolicy } = await import("../../../engine/test-policy.ts");
        session.tell("Testing the rules …");
        return await testPolicy({ ...ports, worktree }, { mutate, runs }, session);
      });
      if (!report.ok) return showProblems(report.problems, session);
      session.show(report.value, (paint) =>
        format === "junit" ? policyTestsJunit(report.value) : policyTestedText(report.value, paint, coverage === true),
      );
      return report.value.ok ? exitCode.agreed : exitCode.refused;
    },
  )
    .option("--coverage", "also show the lines that no test runs")
    .option("--mutate", "also negate each condition in turn and tell whether a test notices; fails below 95 %")
    .addOption(
      new Option("--runs <number>", "requests that each invariant is asked about; 0 asks none").default("1000", "1000"),
    )
    .addOption(
      new Option("--format <format>", "how to show the tests").choices(["text", "junit"] as const).default("text"),
    );
}
