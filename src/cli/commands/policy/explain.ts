import type { Command } from "commander";
import { succeed } from "../../../core/problem/result.ts";
import { explainMarkdown } from "../../../views/markdown/explain.ts";
import { explainText } from "../../../views/text/explain.ts";
import { define, type Shell } from "../../define.ts";
import { exitCode } from "../../exit-code.ts";
import { openChange, openWorkTree } from "../../open/drafts.ts";
import { judging } from "../../open/judging.ts";
import { showProblems } from "../../show-failure.ts";
import { textOrMarkdown } from "./text-or-markdown.ts";

interface ExplainOptions {
  readonly at?: string;
  readonly base?: string;
  readonly head?: string;
  readonly format: "text" | "markdown";
}

/** `policy explain`: what each rule made of a request. */
export function explainCommand(shell: Shell): Command {
  return define<ExplainOptions>(
    shell,
    {
      name: "explain",
      does: "tell of every rule whether it spoke about a request, and on which values",
      example: "brevet policy explain requests/payments/customers-db/2026-11-22-alice.yaml",
    },
    async (session, paths, options) => {
      const report = await judging(session, async (open) => {
        const { explainChange, explainWork } = await import("../../../engine/explain-requests.ts");
        if (paths.length > 0) {
          const work = await openWorkTree(session, open, paths, options);
          return work.ok ? await explainWork(work.value.ports, work.value.work, session) : work;
        }
        const change = await openChange(session, open, options);
        if (!change.ok) return change;
        return succeed(await explainChange(change.value.ports, change.value.by, change.value.change, session));
      });
      if (!report.ok) return showProblems(report.problems, session);
      session.show(report.value, (paint) =>
        options.format === "markdown" ? explainMarkdown(report.value) : explainText(report.value, paint),
      );
      return report.value.ok ? exitCode.agreed : exitCode.refused;
    },
  )
    .argument("[path...]", "request files or folders of the work tree (default: the branch that is checked out)")
    .option("--at <time>", "as of this moment")
    .option("--base <rev>", "the requests of the change from this commit (default: published main)")
    .option("--head <rev>", "up to this one (default: HEAD)")
    .addOption(textOrMarkdown());
}
