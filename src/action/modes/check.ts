import { stand } from "../../engine/person/standing.ts";
import { openRepository } from "../open-repository.ts";
import { showChecked } from "../show-checked.ts";
import { changeOf } from "../change-of.ts";
import type { Job } from "../job.ts";
import { thrown } from "../../core/problem/brevet-error.ts";

/**
 * Judges a pull request and writes nothing on GitHub: annotations, the page of the run, an exit code that fails what can
 * never be merged as it is. It holds no power and needs no secret, so that it may run for a fork.
 */
export async function check(job: Job): Promise<boolean> {
  const { judgeChange } = await import("../../engine/check-change.ts");
  const { explainJudged } = await import("../../engine/explain-requests.ts");
  const { replayChange } = await import("../../engine/replay/replay-change.ts");
  const { openJudge } = await import("../../compose/judge.ts");
  const number = changeOf(job);
  await using opened = await openRepository(job.inputs, job.env, job);
  await using judge = await openJudge(opened.clone, job);
  const { ports } = judge;
  const stood = await stand(ports, job);
  if (!stood.ok) throw thrown(stood.problems);
  const head = await ports.git.shared(`refs/pull/${number}/head`, job);
  if (head === null) return true; // it is gone; so is the question
  const by = stood.value;
  const { report, judged, changesRules } = await judgeChange(ports, by, { base: by.main, head }, job);
  const explained = await explainJudged(ports, by.rules, judged, job);
  const replayed = changesRules ? await replayChange(ports, by, head, job) : null;
  await showChecked(job, [{ number, head, report, explained, replayed, stopped: null }], by.rules.digest);
  return report.outcome === "allowed" || report.outcome === "pending";
}
