import { BrevetError, thrown } from "../core/problem/brevet-error.ts";
import { gateChange, type Gated } from "../engine/gate/gate-change.ts";
import { stand } from "../engine/person/standing.ts";
import { problemsAnnotations } from "../views/annotations/problems.ts";
import { applyMarkdown } from "../views/markdown/apply.ts";
import { checkMarkdown } from "../views/markdown/check.ts";
import { givenMarkdown } from "../views/markdown/given.ts";
import { markInQueue, markOf } from "./mark-of.ts";
import type { OpenedGate } from "./open-gate.ts";
import { sayAnswer } from "./say-answer.ts";
import { keepReport, showChecked } from "./show-checked.ts";
import type { Job } from "./job.ts";

/**
 * Takes each of those pull requests as far as it may go, then gives in one reconcile what was merged. One that fails stops
 * no other; it makes the job fail, and another run takes it up again.
 */
export async function gateAll(job: Job, open: OpenedGate, numbers: readonly number[]): Promise<boolean> {
  const { ports } = open;
  const stood = await stand(ports, job);
  if (!stood.ok) throw thrown(stood.problems);
  const { queued } = job.happened;
  const merge = queued === null ? job.inputs.mergeMethod : null;
  const done: Gated[] = [];
  let failed = 0;
  for (const number of numbers) {
    try {
      const gated = await gateChange(ports, stood.value, number, { merge, queued, markOf, markInQueue }, job);
      if (gated === null) continue;
      done.push(gated);
      if (queued === null && gated.merged === null) await say(job, open, gated, stood.value.rules.digest);
    } catch (error) {
      if (!(error instanceof BrevetError)) throw error;
      failed++;
      const { code, message, next } = error;
      job.runner.annotate(problemsAnnotations([{ code, severity: "error", message: `#${number}: ${message}`, next }]));
    }
  }
  const rules = stood.value.rules.digest;
  const checked = done.map(({ change: { number, head }, report, explained, replayed, isQueued, stopped }) => {
    return { number, head, report, explained, replayed, isQueued, stopped };
  });
  await showChecked(job, checked, rules);
  const isGiven = await give(job, open, done);
  return failed === 0 && isGiven;
}

async function say(
  job: Job,
  { ports }: OpenedGate,
  { change, report, explained, replayed, isQueued, stopped }: Gated,
  rules: string,
): Promise<void> {
  const judged = {
    head: change.head,
    rules,
    then: isQueued ? "is queued" : "merges",
    stopped,
    explained,
    replayed,
  } as const;
  await sayAnswer(ports.changes, change, checkMarkdown(report, judged), job);
}

async function give(job: Job, { ports, apply }: OpenedGate, done: readonly Gated[]): Promise<boolean> {
  const merged = done.flatMap((gated) => (gated.merged === null ? [] : [{ ...gated, commit: gated.merged }]));
  if (merged.length === 0) return true;
  await job.runner.output("merged", merged.map(({ commit }) => commit).join(" "));
  const applied = apply === null ? null : await apply();
  if (applied !== null) {
    await job.runner.summarise(applyMarkdown(applied));
    await keepReport(job, { changes: done, apply: applied });
  }
  for (const { change, report, commit } of merged)
    await ports.changes.say(change, givenMarkdown(report, commit, applied), job);
  return applied?.ok ?? true;
}
