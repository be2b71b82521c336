import { brevetError, thrown } from "../../core/problem/brevet-error.ts";
import { stand } from "../../engine/person/standing.ts";
import { checkMarkdown } from "../../views/markdown/check.ts";
import { changeOf } from "../change-of.ts";
import { markInQueue, markOf } from "../mark-of.ts";
import { openRepository } from "../open-repository.ts";
import { sayAnswer } from "../say-answer.ts";
import { showChecked } from "../show-checked.ts";
import type { Job } from "../job.ts";

/** Judges a pull request, and says it there: one comment, and the status `brevet` of its head. It merges nothing. */
export async function comment(job: Job): Promise<boolean> {
  const { gateChange } = await import("../../engine/gate/gate-change.ts");
  const { openJudge } = await import("../../compose/judge.ts");
  const { openChanges } = await import("../../compose/changes.ts");
  const number = changeOf(job);
  await using opened = await openRepository(job.inputs, job.env, job);
  const changes = await openChanges(opened.clone);
  if (changes === null) throw brevetError("FORGE_NO_REVIEWS", {});
  await using judge = await openJudge(opened.clone, job);
  const ports = { ...judge.ports, changes };
  const stood = await stand(ports, job);
  if (!stood.ok) throw thrown(stood.problems);
  const { queued } = job.happened;
  const gated = await gateChange(ports, stood.value, number, { merge: null, queued, markOf, markInQueue }, job);
  if (gated === null) return true; // closed, or moving: another run follows
  const { change, report, explained, replayed } = gated;
  const rules = stood.value.rules.digest;
  if (queued === null) {
    const judged = { head: change.head, rules, then: "somebody merges", stopped: null, explained, replayed } as const;
    await sayAnswer(changes, change, checkMarkdown(report, judged), job);
  }
  await showChecked(job, [{ number, head: change.head, report, explained, replayed, stopped: null }], rules);
  return true;
}
