import { brevetError } from "../../core/problem/brevet-error.ts";
import { gateAll } from "../gate-all.ts";
import { openGate } from "../open-gate.ts";
import type { Job } from "../job.ts";

/**
 * Judges the pull requests that the event is about, or all that are open: marks and comments, asks who still has to agree,
 * merges what is allowed, and gives it in the same job.
 */
export async function gate(job: Job): Promise<boolean> {
  await using open = await openGate(job);
  const { inputs, happened } = job;
  const named = inputs.pullRequest ?? happened.number;
  const { changes } = open.ports;
  if (named === null && happened.name === "merge_group")
    throw brevetError("EVENT_NO_CHANGE", { mode: "gate", event: happened.name });
  const numbers = named === null ? await changes.numbers({ head: happened.head }, job) : [named];
  return await gateAll(job, open, numbers);
}
