import { openChanges } from "../../compose/changes.ts";
import { openJudge } from "../../compose/judge.ts";
import { branchesFrom } from "../../core/ledger/branches.ts";
import { verifyHistory } from "../../engine/verify-history.ts";
import { problemsAnnotations } from "../../views/annotations/problems.ts";
import { verifyMarkdown } from "../../views/markdown/verify.ts";
import { verifyText } from "../../views/text/verify.ts";
import { openRepository } from "../open-repository.ts";
import { keepReport } from "../show-checked.ts";
import type { Job } from "../job.ts";

/**
 * Checks the whole history, and leaves its digest as a status of the ledger's last commit: dated by the forge, and out of
 * reach of who rewrites the branch. A broken history gets no status; the job fails and names the first bad event.
 */
export async function verify(job: Job): Promise<boolean> {
  await using opened = await openRepository(job.inputs, job.env, job);
  await using judge = await openJudge(opened.clone, job);
  const { git, branches } = judge.ports;
  await git.fetch([branches.main, ...branchesFrom(branches.ledger)], job);
  const report = await verifyHistory({ ...judge.ports, witnesses: null }, {}, job);
  await job.runner.summarise(verifyMarkdown(report));
  job.runner.log(verifyText(report, (_, text) => text));
  await keepReport(job, { verify: report });
  if (report.first_bad !== null) {
    const { seq, code, message, next } = report.first_bad;
    job.runner.annotate(problemsAnnotations([{ code, severity: "error", message: `Event ${seq}: ${message}`, next }]));
  }
  const changes = await openChanges(opened.clone);
  if (report.ok && report.head !== null && changes !== null) {
    const text = `The history is whole: ${report.events} events, ${report.digest ?? ""}`;
    await changes.mark(report.head, { state: "success", text }, job);
  }
  return report.ok;
}
