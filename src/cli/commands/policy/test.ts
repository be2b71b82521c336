import { Option, type Command } from "commander";
import { policyTestsJunit } from "../../../views/junit/policy-tests.ts";
import { policyTestedText } from "../../../views/text/policy.ts";
import { define, type Shell } from "../../define.ts";
import { exitCode } from "../../exit-code.ts";
import { judging, type Judging } from "../../open/judging.ts";
import { countOption } from "../../parse/count.ts";
import { againAndAgain } from "../../again-and-again.ts";
import { showProblems } from "../../show-failure.ts";

/** `policy test`: the tests, scenarios and invariants of the rules, and what they are worth. */
export function testCommand(shell: Shell): Command {
  return define<{
    readonly coverage?: boolean;
    readonly mutate?: boolean;
    readonly runs: string;
    readonly format: "text" | "junit";
    readonly watch?: boolean;
  }>(
    shell,
    {
      name: "test",
      does: "run the tests of the rules and the scenarios of test/scenario/, and ask the rules about the rules",
      example: "brevet policy test --coverage\nbrevet policy test --watch --runs 100",
    },
    async (session, _args, { coverage, mutate = false, runs: number, format, watch }) => {
      const runs = countOption(number);
      const once = async ({ clone: { worktree }, ports }: Judging): Promise<number> => {
        const { testPolicy } = await import("../../../engine/test-policy.ts");
        session.tell("Testing the rules …");
        const report = await testPolicy({ ...ports, worktree }, { mutate, runs }, session);
        if (!report.ok) return showProblems(report.problems, session);
        session.show(report.value, (paint) =>
          format === "junit"
            ? policyTestsJunit(report.value)
            : policyTestedText(report.value, paint, coverage === true),
        );
        return report.value.ok ? exitCode.agreed : exitCode.refused;
      };
      return watch === true ? await againAndAgain(session, once) : await judging(session, once);
    },
  )
    .option("--coverage", "also show the share of lines that tests run; fewer than all always fail")
    .option("--mutate", "also negate each condition in turn and tell whether a test notices; fails below 95 %")
    .option("--watch", "stay up: test again whenever a file of policies/ or test/scenario/ changes")
    .addOption(
      new Option("--runs <number>", "requests that each invariant is asked about; 0 asks none").default("1000", "1000"),
    )
    .addOption(
      new Option("--format <format>", "how to show the tests").choices(["text", "junit"] as const).default("text"),
    );
}
