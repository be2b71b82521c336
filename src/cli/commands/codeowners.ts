import type { Command } from "commander";
import { codeownersText } from "../../views/text/codeowners.ts";
import { define, type Shell } from "../define.ts";
import { exitCode } from "../exit-code.ts";
import { showProblems } from "../show-failure.ts";

/** `codeowners`: who must review what, for forges that read such a file. */
export function codeownersCommand(shell: Shell): Command {
  return define<{ readonly check?: boolean }>(
    shell,
    {
      name: "codeowners",
      does: "write .github/CODEOWNERS from the catalog of the work tree",
      example: "brevet codeowners --check",
    },
    async (session, _args, { check }) => {
      const { openClone } = await import("../../compose/clone.ts");
      const { codeowners } = await import("../../engine/codeowners.ts");
      const { kinds } = await import("../../compose/kinds.ts");
      await using clone = await openClone(session, session);
      const report = await codeowners({ worktree: clone.worktree, kinds }, { write: check !== true }, session);
      if (!report.ok) return showProblems(report.problems, session);
      session.show(report.value, () => codeownersText(report.value));
      return report.value.ok ? exitCode.agreed : exitCode.refused;
    },
  ).option("--check", "write nothing; fail where the file is stale");
}
