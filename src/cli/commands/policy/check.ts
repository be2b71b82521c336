import type { Command } from "commander";
import { policyCheckedText } from "../../../views/text/policy.ts";
import { define, type Shell } from "../../define.ts";
import { exitCode } from "../../exit-code.ts";
import { judging } from "../../open/judging.ts";
import { showProblems } from "../../show-failure.ts";

/** `policy check`: what is wrong with the rules and their tests. */
export function checkCommand(shell: Shell): Command {
  return define(
    shell,
    {
      name: "check",
      does: "find what is wrong with the rules and their tests, and warn of roles too broad and of what nobody could agree to",
      example: "brevet policy check",
    },
    async (session) => {
      const report = await judging(session, async ({ clone, ports }) => {
        const { checkPolicy } = await import("../../../engine/check-policy.ts");
        session.tell("Checking the rules …");
        return await checkPolicy({ ...ports, worktree: clone.worktree }, session);
      });
      if (!report.ok) return showProblems(report.problems, session);
      session.show(report.value, (paint) => policyCheckedText(report.value, paint));
      return exitCode.agreed;
    },
  );
}
