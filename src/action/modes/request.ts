import { brevetError } from "../../core/problem/brevet-error.ts";
import { requestIdOf, requestPath } from "../../core/request/request-path.ts";
import { gateAll } from "../gate-all.ts";
import type { Job } from "../job.ts";
import { openGate } from "../open-gate.ts";

/**
 * The fast lane: opens the pull request of a request whose branch is there, and takes it as far as the gate does, all in one
 * job. Whoever signed the request asks; who dispatched the workflow, and who opened the pull request, says nothing.
 */
export async function request(job: Job): Promise<boolean> {
  const id = job.happened.form["id"] ?? "";
  if (requestIdOf(requestPath(id)) !== id)
    throw brevetError("INPUT_INVALID", { input: "id", value: id, form: "payments/customers-db/2026-11-22-alice" });
  await using open = await openGate(job);
  const { changes, git } = open.ports;
  const branch = `request/${id}`;
  await git.fetch([branch], job);
  const head = await git.head(branch, job);
  if (head === null) throw brevetError("REQUEST_UNKNOWN", { name: id, nearest: null });
  const [known] = await changes.numbers({ head }, job);
  const about = { title: `Request ${id}`, text: "Opened by the fast lane; whoever signed it asks." };
  const number = known ?? (await changes.offer(branch, about, job)).number;
  return await gateAll(job, open, [number]);
}
