import type { Command } from "commander";
import { problemsText } from "../../views/text/problems.ts";
import { applyText } from "../../views/text/apply.ts";
import { applyExitCode } from "../apply-exit-code.ts";
import { define, type Shell } from "../define.ts";
import { version } from "../version.ts";

/** `apply`: the reconcile. */
export function applyCommand(shell: Shell): Command {
  return define(
    shell,
    {
      name: "apply",
      does: "end what is due, admit what was merged, and bring targets in line with it",
      example: "brevet apply",
    },
    async (session) => {
      const { apply } = await import("../../engine/apply/apply.ts");
      const { openClone } = await import("../../compose/clone.ts");
      const { openApplier } = await import("../../compose/applier.ts");
      const { engineRun } = await import("../../compose/engine-run.ts");
      await using clone = await openClone(session, session);
      await using opened = await openApplier(clone, engineRun(version, session.env), session);
      if (opened.warnings.length > 0) session.err(problemsText(opened.warnings, session.paint));
      const report = await apply(opened.ports, session);
      session.show(report, (paint) => applyText(report, paint));
      return applyExitCode(report);
    },
  );
}
