import type { Command } from "commander";
import { policyFormattedText } from "../../../views/text/policy.ts";
import { define, type Shell } from "../../define.ts";
import { exitCode } from "../../exit-code.ts";
import { compiling } from "../../open/compiling.ts";
import { showProblems } from "../../show-failure.ts";

/** `policy fmt`: the rules as all are written. */
export function formatCommand(shell: Shell): Command {
  return define<{ readonly check?: boolean }>(
    shell,
    { name: "fmt", does: "write the rules as all are written", example: "brevet policy fmt --check" },
    async (session, _args, { check = false }) => {
      const report = await compiling(session, async (ports) => {
        const { formatPolicy } = await import("../../../engine/format-policy.ts");
        return await formatPolicy(ports, { check }, session);
      });
      if (!report.ok) return showProblems(report.problems, session);
      session.show(report.value, () => policyFormattedText(report.value));
      return report.value.ok ? exitCode.agreed : exitCode.refused;
    },
  ).option("--check", "write nothing; only tell which are not");
}
