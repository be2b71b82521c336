import { brevetError } from "../core/problem/brevet-error.ts";
import type { Job } from "./job.ts";

/** The pull request that the workflow names, else the one that the event is about. */
export function changeOf({ inputs, happened }: Pick<Job, "inputs" | "happened">): number {
  const number = inputs.pullRequest ?? happened.number;
  if (number === null) throw brevetError("EVENT_NO_CHANGE", { mode: inputs.mode, event: happened.name });
  return number;
}
