import type { Command } from "commander";
import { ruleBegunText } from "../../../views/text/policy.ts";
import { define, type Shell } from "../../define.ts";
import { exitCode } from "../../exit-code.ts";
import { compiling } from "../../open/compiling.ts";
import { ruleNameArgument } from "../../parse/rule-name.ts";
import { showProblems } from "../../show-failure.ts";

/** `policy new`: a rule of your own, begun. */
export function newCommand(shell: Shell): Command {
  return define(
    shell,
    {
      name: "new",
      does: "begin a rule of your own, with its test: policies/own/<rule>/",
      example: "brevet policy new weekend_freeze && brevet policy test",
    },
    async (session, [name = ""]) => {
      const report = await compiling(session, async (ports) => {
        const { newRule } = await import("../../../engine/new-rule.ts");
        return await newRule(ports, ruleNameArgument(name), session);
      });
      if (!report.ok) return showProblems(report.problems, session);
      session.show(report.value, () => ruleBegunText(report.value));
      return exitCode.agreed;
    },
  ).argument("<rule>", "its name: small letters, digits and _");
}
