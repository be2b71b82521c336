import { branchesFrom } from "../../core/ledger/branches.ts";
import type { Event } from "../../core/ledger/event.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { JudgePorts } from "../engine-ports.ts";

/** Whether the ledger names that order by now, in an event after that one. Fetches first. */
export async function orderTaken(
  ports: Pick<JudgePorts, "git" | "ledger" | "branches">,
  order: { readonly digest: string; readonly after: number },
  options: CallOptions,
): Promise<boolean> {
  await ports.git.fetch(branchesFrom(ports.branches.ledger), options);
  const { view } = await ports.ledger.open(options);
  if (view === null) return false;
  for await (const event of ports.ledger.events(view, order.after + 1, options))
    if (names(event, order.digest)) return true;
  return false;
}

function names({ type, body }: Event, digest: string): boolean {
  if (type === "lifted") return body["lift"] === digest;
  return (type === "revoke_ordered" || type === "reviewed") && body["statement"] === digest;
}
