import type { CallOptions } from "../../ports/call-options.ts";
import type { JudgePorts } from "../engine-ports.ts";

/** So many orders are looked at: as many as a run reads. */
const mostOrders = 1000;

/** Where everything stands that an engine goes by, as last fetched: another text, and there is something new. */
export async function headsNow(
  { git, branches }: Pick<JudgePorts, "git" | "branches">,
  options: CallOptions,
): Promise<string> {
  const [main, ledger, orders] = await Promise.all([
    git.head(branches.main, options),
    git.branches("ledger/", mostOrders, options),
    git.branches("orders/", mostOrders, options),
  ]);
  return JSON.stringify([main, [...ledger], [...orders]]);
}
