import { branchesFrom } from "../../core/ledger/branches.ts";
import type { State } from "../../core/ledger/state.ts";
import { requestPath } from "../../core/request/request-path.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { JudgePorts } from "../engine-ports.ts";

/** How far a request has come. */
export type Stage = "waiting for its merge" | "merged" | "admitted" | "usable" | "refused" | "ended";

/** How far a request is now, by what is published and verified. */
export async function requestStage(ports: JudgePorts, id: string, options: CallOptions): Promise<Stage> {
  await ports.git.fetch([ports.branches.main, ...branchesFrom(ports.branches.ledger)], options);
  const { view } = await ports.ledger.open(options);
  const judged = view === null ? null : stageOf(view.state, id);
  if (judged !== null) return judged;
  const main = await ports.git.head(ports.branches.main, options);
  const path = requestPath(id);
  const isMerged = main !== null && (await ports.git.read(main, [path], options)).has(path);
  return isMerged ? "merged" : "waiting for its merge";
}

function stageOf(state: State, id: string): Stage | null {
  const grant = state.grants[id];
  if (grant === undefined)
    return state.past.some((past) => past.id === id && past.outcome === "refused") ? "refused" : null;
  if (grant.state === "ended") return "ended";
  return grant.state === "active" ? "usable" : "admitted";
}
