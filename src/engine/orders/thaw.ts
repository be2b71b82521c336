import { members } from "../../core/catalog/members.ts";
import type { Attributed } from "../../core/statement/statement.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { JudgePorts } from "../engine-ports.ts";
import type { Rules } from "../rules/read-rules.ts";
import type { Journal } from "../run-journal.ts";

/**
 * Follows main again after a freeze, from the commit that as many owners of the rules as these ask for have named,
 * with the old cursor. Their orders must have seen the freeze; nothing that lies between is ever admitted.
 */
export async function takeUpThaw(
  ports: JudgePorts,
  run: { readonly journal: Journal; readonly rules: Rules; readonly main: string },
  orders: readonly Attributed[],
  options: CallOptions,
): Promise<void> {
  const { frozen, cursor } = run.journal.state;
  if (frozen === null) return;
  const { from, count } = run.rules.catalog.org.rules;
  const owners = new Set(from.flatMap((ref) => [...members(ref, run.rules.catalog)]));
  const byHead = new Map<string, Map<string, Attributed>>();
  for (const order of orders) {
    const { statement, by } = order;
    if (statement.do !== "thaw" || statement.from !== cursor || statement.seen.seq < frozen.seq) continue;
    if (!owners.has(by)) continue;
    const signers = byHead.get(statement.to) ?? new Map<string, Attributed>();
    byHead.set(statement.to, signers.set(by, order));
  }
  for (const [to, signers] of byHead) {
    if (signers.size < count || !(await ports.git.onFirstParentLine(to, run.main, options))) continue;
    const by = [...signers.values()].map((order) => ({ by: order.by, statement: order.digest }));
    run.journal.note({ type: "thawed", grant: null, main: null, body: { by, from: cursor, to } });
    return;
  }
}
