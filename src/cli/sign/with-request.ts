import { nearest } from "../../core/problem/nearest.ts";
import { problem } from "../../core/problem/problem.ts";
import { fail, type Result } from "../../core/problem/result.ts";
import type { Standing } from "../../engine/person/standing.ts";
import type { OpenRequest } from "../../engine/request/find-request.ts";
import type { StatementPorts } from "../../engine/statement/statement-ports.ts";
import { standing } from "../open/standing.ts";
import { requestIdArgument } from "../parse/request-id.ts";
import type { Session } from "../session.ts";

/** What signing about one open request works with. */
export interface WithRequest {
  readonly ports: StatementPorts;
  readonly standing: Standing;
  readonly request: OpenRequest;
}

/** Opens the clone and finds the request that an argument names. */
export async function withRequest<Value>(
  session: Session,
  argument: string,
  use: (open: WithRequest) => Promise<Result<Value>>,
): Promise<Result<Value>> {
  const id = requestIdArgument(argument);
  const { findRequest } = await import("../../engine/request/find-request.ts");
  return await standing(session, async ({ clone, ports, standing: by }) => {
    const all = { ...ports, worktree: clone.worktree };
    const request = await findRequest(all, id, session);
    if (request !== null) return await use({ ports: all, standing: by, request });
    const open = [...(await ports.git.branches("request/", 1000, session)).keys()].map((branch) =>
      branch.replace(/^request\//, ""),
    );
    return fail([problem("REQUEST_UNKNOWN", { name: id, nearest: nearest(id, open) })]);
  });
}
