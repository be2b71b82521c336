import { finding, type Finding } from "../../../core/problem/finding.ts";
import { formatInstant } from "../../../core/time/format-instant.ts";
import type { Instant } from "../../../core/time/instant.ts";
import type { Answer } from "../answer.ts";
import type { Look } from "./look.ts";

/** A workflow of Brevet's that is there. */
export interface Workflow {
  readonly id: number;
  readonly path: string;
  readonly state: string;
}

/** Workflows that run by a schedule, and how long after their last good run they are late: milliseconds. */
const scheduled: { readonly [file: string]: number } = {
  "brevet-expire.yml": 2 * 3_600_000,
  "brevet-verify.yml": 2 * 86_400_000,
};

/** The workflows of Brevet that this repository has. */
export async function workflowsOf(look: Look): Promise<readonly Workflow[]> {
  const what = "which workflows there are";
  const answer = await look.one(what, "GET /repos/{owner}/{repo}/actions/workflows", { per_page: 100 });
  return (answer?.get("workflows").list() ?? []).map(toWorkflow).filter(({ path }) => /\/brevet-\w+\.yml$/.test(path));
}

function toWorkflow(workflow: Answer): Workflow {
  return { id: workflow.get("id").number(), path: workflow.get("path").text(), state: workflow.get("state").text() };
}

/** Whether what a schedule has to start was started, not long ago. Schedules are dropped under load, and fall asleep. */
export async function checkSchedule(
  look: Look,
  workflows: readonly Workflow[],
  now: Instant,
): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  for (const { id, path, state } of workflows) {
    const file = path.split("/").at(-1) ?? "";
    const lateMs = scheduled[file];
    const run = (verb: string): string => `gh workflow ${verb} ${file} -R ${look.repository}`;
    if (state !== "active") found.push(finding("GITHUB_SCHEDULE_OFF", "forge", { workflow: file, fix: run("enable") }));
    if (state !== "active" || lateMs === undefined) continue;
    const route = "GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs";
    const wanted = { workflow_id: id, event: "schedule", status: "success", per_page: 1 };
    const runs = await look.one("when workflows ran", route, wanted);
    const last = runs?.get("workflow_runs").list()[0]?.get("created_at").instant() ?? null;
    if (runs === null || (last !== null && now - last <= lateMs)) continue;
    const told = {
      workflow: file,
      last: last === null ? null : formatInstant(last),
      fix: `${run("run")}, then gh run list -w ${file} -R ${look.repository}`,
    };
    found.push(finding("GITHUB_SCHEDULE_LATE", "forge", told, file === "brevet-verify.yml" ? "warning" : "error"));
  }
  return found;
}
