import { isIP } from "node:net";
import type { TargetConfig } from "../../../core/config/config.ts";
import type { Json } from "../../../core/json/value.ts";
import { finding, type Finding } from "../../../core/problem/finding.ts";
import type { SettledBy } from "../../../ports/forge-settings.ts";
import type { Workflow } from "./check-schedule.ts";
import type { Look } from "./look.ts";

/** Whether what apply runs on can reach the targets: a runner of GitHub's own sees none inside a network. */
export async function checkRunners(
  look: Look,
  { config }: SettledBy,
  workflows: readonly Workflow[],
): Promise<readonly Finding[]> {
  const apply = workflows.find(({ path }) => path.endsWith("/brevet-apply.yml"));
  if (apply === undefined) return [];
  const inside = Object.values(config.targets).flatMap((target) => {
    const address = insideAddress(target);
    return address === null || target.runner !== null ? [] : [{ target, address }];
  });
  const labels = inside.length === 0 ? null : await hostedLabels(look, apply);
  if (labels === null) return [];
  return inside.map(({ target, address }) =>
    finding("GITHUB_RUNNER_BLIND", `target ${target.id}`, { address, labels }),
  );
}

/** What the last apply ran on; null: a runner of their own. Before the first run: what the scaffold names. */
async function hostedLabels(look: Look, { id }: Workflow): Promise<readonly string[] | null> {
  const what = "what workflows run on";
  const route = "GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs";
  const runs = await look.one(what, route, { workflow_id: id, per_page: 1 });
  const run_id = runs?.get("workflow_runs").list()[0]?.get("id").number();
  if (run_id === undefined) return ["ubuntu-24.04"];
  const jobs = await look.one(what, "GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs", { run_id });
  const labels = (jobs?.get("jobs").list() ?? []).flatMap((job) =>
    job
      .get("labels")
      .list()
      .map((label) => label.text()),
  );
  return labels.length === 0 || labels.includes("self-hosted") ? null : [...new Set(labels)];
}

/** The address of a target that cannot be reached from outside, where its options tell one. */
function insideAddress({ options }: TargetConfig): string | null {
  for (const [name, value] of Object.entries(options)) {
    const host = /^(?:host|url|address|server)$/.test(name) ? hostOf(value) : null;
    if (host !== null && isInside(host)) return host;
  }
  return null;
}

function hostOf(value: Json): string | null {
  if (typeof value !== "string") return null;
  return URL.canParse(value) ? new URL(value).hostname : value.replace(/:[0-9]+$/, "");
}

function isInside(host: string): boolean {
  if (host.startsWith("/")) return true; // a socket on the machine itself
  if (isIP(host) === 0) return !host.includes(".") || /\.(?:internal|local|lan|corp|home\.arpa|svc)$/.test(host);
  return /^(?:10\.|127\.|169\.254\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|::1$|f[cd])/i.test(host);
}
