import { canonical } from "../../core/json/canonical.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { ObjectId } from "../../ports/git.ts";
import type { JudgePorts } from "../engine-ports.ts";

/** So many orders are looked at: as many as a run reads. */
const mostOrders = 1000;

type Branches = readonly (readonly [branch: string, head: ObjectId])[];

/** Where everything stands that an engine goes by, as last fetched. */
export interface Heads {
  readonly main: ObjectId | null;
  readonly ledgers: Branches;
  readonly orders: Branches;
}

export async function headsNow(
  { git, branches }: Pick<JudgePorts, "git" | "branches">,
  options: CallOptions,
): Promise<Heads> {
  const [main, ledgers, orders] = await Promise.all([
    git.head(branches.main, options),
    git.branches("ledger/", mostOrders, options),
    git.branches("orders/", mostOrders, options),
  ]);
  return { main, ledgers: [...ledgers], orders: [...orders] };
}

/** Whether nothing has moved. */
export function areSame(one: Heads, other: Heads): boolean {
  const plain = (branches: Branches): string[][] => branches.map((each) => [...each]);
  const text = ({ main, ledgers, orders }: Heads): string => canonical([main, plain(ledgers), plain(orders)]);
  return text(one) === text(other);
}

/** The same once a ledger that stood there has come to stand here. */
export function withLedger(heads: Heads, moved: { readonly from: ObjectId; readonly to: ObjectId }): Heads {
  return { ...heads, ledgers: heads.ledgers.map(([branch, head]) => [branch, head === moved.from ? moved.to : head]) };
}
