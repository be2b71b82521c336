import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomUUID } from "node:crypto";
import type { RequestExplanation } from "../core/report/people.ts";
import type { ReplayReport } from "../core/report/replay.ts";
import type { CheckReport } from "../core/report/report.ts";
import { strictest } from "../core/report/strictest.ts";
import { problemsAnnotations } from "../views/annotations/problems.ts";
import { reportJson } from "../views/json/report.ts";
import { checkMarkdown } from "../views/markdown/check.ts";
import { checkText } from "../views/text/check.ts";
import type { Job } from "./job.ts";

/** One pull request that was looked at. */
export interface Checked {
  readonly number: number;
  readonly head: string;
  readonly report: CheckReport;
  readonly explained: readonly RequestExplanation[];
  readonly replayed: ReplayReport | null;
  readonly isQueued?: boolean;
  readonly stopped: string | null;
}

/** Shows what was found: at the lines, on the page of the run, in the log, and to later steps. */
export async function showChecked(job: Job, checked: readonly Checked[], rules: string): Promise<void> {
  const { runner } = job;
  const isGate = job.inputs.mode === "gate" || job.inputs.mode === "request";
  for (const { head, report, explained, replayed, isQueued = false, stopped } of checked) {
    const then = isQueued ? "is queued" : isGate ? "merges" : "somebody merges";
    runner.annotate(problemsAnnotations([...report.problems, ...report.requests.flatMap(({ problems }) => problems)]));
    await runner.summarise(checkMarkdown(report, { head, rules, then, stopped, explained, replayed }));
    runner.log(checkText(report, (_, text) => text));
  }
  await runner.output("outcome", strictest(checked.map(({ report }) => report.outcome)) ?? "");
  if (checked.length === 1) await runner.output("pull-request", String(checked[0]?.number ?? ""));
  await keepReport(job, { changes: checked });
}

/** Keeps the whole report in a file, and names it. */
export async function keepReport({ env, runner }: Job, report: object): Promise<void> {
  const path = join(env["RUNNER_TEMP"] ?? tmpdir(), `brevet-report-${randomUUID()}.json`);
  await writeFile(path, reportJson(report), { mode: 0o600 });
  await runner.output("report", path);
}
