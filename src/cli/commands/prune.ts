import type { Command } from "commander";
import { pruneText } from "../../views/text/prune.ts";
import { define, type Shell } from "../define.ts";
import { exitCode } from "../exit-code.ts";
import { standing } from "../open/standing.ts";
import { showProblems } from "../show-failure.ts";

/** `prune`: a change that deletes what is no longer needed. */
export function pruneCommand(shell: Shell): Command {
  return define(
    shell,
    {
      name: "prune",
      does: "make a change, on a branch of its own, that deletes the files of ended requests",
      example: "brevet prune",
    },
    async (session) => {
      const report = await standing(session, async ({ clone, ports, standing: by }) => {
        const { prune } = await import("../../engine/prune.ts");
        return await prune({ ...ports, worktree: clone.worktree }, by, session);
      });
      if (!report.ok) return showProblems(report.problems, session);
      session.show(report.value, () => pruneText(report.value));
      return exitCode.agreed;
    },
  );
}
