import type { Command } from "commander";
import type { CheckReport } from "../../core/report/report.ts";
import { succeed, type Result } from "../../core/problem/result.ts";
import { checkText } from "../../views/text/check.ts";
import { define, type Shell } from "../define.ts";
import { exitCode } from "../exit-code.ts";
import { openChange, openWorkTree, type DraftOptions } from "../open/drafts.ts";
import { judging, type Judging } from "../open/judging.ts";
import type { Session } from "../session.ts";
import { callsOf } from "../calls-of.ts";
import { showProblems } from "../show-failure.ts";

/** `check`: what the policy says of a change, or of files while they are being written. */
export function checkCommand(shell: Shell): Command {
  return define<DraftOptions>(
    shell,
    {
      name: "check",
      does: "judge a change, or request files of the work tree: what they would do, and who has to agree",
      example: [
        "brevet check requests/payments/customers-db/2026-11-22-alice.yaml",
        "brevet check --base main --head request/payments/customers-db/2026-11-22-alice",
      ].join("\n"),
    },
    async (session, paths, options) => {
      const report =
        paths.length > 0
          ? await judging(session, (open) => ofPaths(session, open, paths, options))
          : await judging(session, (open) => ofChange(session, open, options));
      if (!report.ok) return showProblems(report.problems, session);
      session.show(report.value, (paint) => checkText(report.value, paint));
      return report.value.ok ? exitCode.agreed : exitCode.refused;
    },
  )
    .argument("[path...]", "request files or folders of the work tree (default: the branch that is checked out)")
    .option("--at <time>", "judge as of this moment")
    .option("--base <rev>", "judge the change from this commit (default: published main)")
    .option("--head <rev>", "up to this one (default: HEAD)");
}

async function ofPaths(
  session: Session,
  open: Judging,
  paths: readonly string[],
  options: DraftOptions,
): Promise<Result<CheckReport>> {
  const { checkWork } = await import("../../engine/check-work.ts");
  const opened = await openWorkTree(session, open, paths, options);
  return opened.ok ? await checkWork(opened.value.ports, opened.value.work, session) : opened;
}

async function ofChange(session: Session, open: Judging, options: DraftOptions): Promise<Result<CheckReport>> {
  const { checkChange } = await import("../../engine/check-change.ts");
  const opened = await openChange(session, open, options);
  if (!opened.ok) return opened;
  const { ports, by, change } = opened.value;
  return succeed({ ...(await checkChange(ports, by, change, session)), ...callsOf(ports) });
}
