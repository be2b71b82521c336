import { openChanges } from "../compose/changes.ts";
import type { Clone } from "../compose/clone.ts";
import { openJudge } from "../compose/judge.ts";
import { brevetError } from "../core/problem/brevet-error.ts";
import type { ApplyReport } from "../core/report/report.ts";
import type { GatePorts } from "../engine/gate/gate-change.ts";
import { openEngine } from "./open-engine.ts";
import { openRepository } from "./open-repository.ts";
import type { Job } from "./job.ts";

/** What the gate works with. */
export interface OpenedGate extends AsyncDisposable {
  readonly clone: Clone;
  readonly ports: GatePorts;
  /** The reconcile of this very job; null: an engine elsewhere gives what is merged. */
  readonly apply: (() => Promise<ApplyReport>) | null;
}

/** Opens the repository, the desk of its pull requests and, where this job applies too, its engine. */
export async function openGate(job: Job): Promise<OpenedGate> {
  await using stack = new AsyncDisposableStack();
  const { clone } = stack.use(await openRepository(job.inputs, job.env, job));
  const changes = await openChanges(clone);
  if (changes === null) throw brevetError("FORGE_NO_REVIEWS", {});
  const engine = job.inputs.apply ? stack.use(await openEngine(clone, job)) : null;
  const { ports } = engine ?? stack.use(await openJudge(clone, job));
  const kept = stack.move();
  return {
    clone,
    ports: { ...ports, changes },
    apply: engine === null ? null : () => engine.apply(),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}
