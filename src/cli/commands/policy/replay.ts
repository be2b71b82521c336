import type { Command } from "commander";
import { succeed } from "../../../core/problem/result.ts";
import { replayMarkdown } from "../../../views/markdown/replay.ts";
import { replayText } from "../../../views/text/replay.ts";
import { define, type Shell } from "../../define.ts";
import { exitCode } from "../../exit-code.ts";
import { standing } from "../../open/standing.ts";
import { instantOption } from "../../parse/instant.ts";
import { revisionOption } from "../../parse/revision.ts";
import { showProblems } from "../../show-failure.ts";
import { textOrMarkdown } from "./text-or-markdown.ts";

interface ReplayOptions {
  readonly policy?: string;
  readonly since?: string;
  readonly format: "text" | "markdown";
}

/** `policy replay`: the past, judged by other rules. */
export function replayCommand(shell: Shell): Command {
  return define<ReplayOptions>(
    shell,
    {
      name: "replay",
      does: "judge the recorded past by other rules: what would have been decided differently, for whom",
      example:
        "brevet policy replay --since 2026-07-01T00:00:00Z\nbrevet policy replay --policy HEAD --format markdown",
    },
    async (session, _args, { policy, since, format }) => {
      const from = since === undefined ? null : instantOption(since);
      const report = await standing(session, async ({ clone, ports, standing: { view } }) => {
        const { replayDecisions } = await import("../../../engine/replay/replay-decisions.ts");
        const { workRules } = await import("../../../engine/check-work.ts");
        const { readRules } = await import("../../../engine/rules/read-rules.ts");
        const rules =
          policy === undefined
            ? await workRules({ worktree: clone.worktree, kinds: ports.kinds }, session)
            : await readRules(ports.git, ports.kinds, await revisionOption(ports.git, policy, session), session);
        if (!rules.ok) return rules;
        session.tell("Judging the past …");
        return succeed(await replayDecisions(ports, { view, rules: rules.value, since: from }, session));
      });
      if (!report.ok) return showProblems(report.problems, session);
      session.show(report.value, (paint) =>
        format === "markdown" ? replayMarkdown(report.value) : replayText(report.value, paint),
      );
      return exitCode.agreed;
    },
  )
    .option("--policy <rev>", "judge by the rules of this commit (default: those of the work tree, as they are built)")
    .option("--since <time>", "only what was decided from this moment on")
    .addOption(textOrMarkdown());
}
