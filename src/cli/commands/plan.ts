import type { Command } from "commander";
import { applyText } from "../../views/text/apply.ts";
import { define, type Shell } from "../define.ts";
import { exitCode } from "../exit-code.ts";
import { planning } from "../open/planning.ts";

/** `plan`: what `apply` would do now. */
export function planCommand(shell: Shell): Command {
  return define(
    shell,
    { name: "plan", does: "show what apply would do now; touches nothing", example: "brevet plan --json" },
    async (session) => {
      const { planRun } = await import("../../engine/plan-run.ts");
      const report = await planning(session, ({ ports }) => planRun(ports, session));
      session.show(report, (paint) => applyText(report, paint));
      return report.ok ? exitCode.agreed : exitCode.refused;
    },
  );
}
