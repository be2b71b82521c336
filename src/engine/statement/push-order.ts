import { problem } from "../../core/problem/problem.ts";
import { fail, succeed, type Result } from "../../core/problem/result.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Git } from "../../ports/git.ts";
import type { MadeStatement } from "./make-statement.ts";

/** Publishes a statement as an order, on a branch of its own, where no merge can leave it out. */
export async function pushOrder(
  ports: { readonly git: Git; readonly clock: Clock },
  order: MadeStatement,
  options: CallOptions,
): Promise<Result<string>> {
  const branch = `orders/${order.digest}`;
  const author = { name: "brevet", email: "brevet@localhost", at: ports.clock.now() };
  const draft = { files: new Map([[order.path, order.bytes]]), message: "Order\n", author };
  const commit = (await ports.git.importCommits(null, [draft], options)).at(-1);
  if (commit === undefined) throw new Error("git made no commit");
  const outcome = await ports.git.publish(branch, null, commit, options);
  return outcome === "moved" ? fail([problem("BRANCH_MOVED", { branch })]) : succeed(branch);
}
