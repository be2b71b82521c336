import { catalogue } from "../../core/problem/catalogue.ts";
import type { Problem } from "../../core/problem/problem.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { Distrust, LedgerView } from "../../ports/ledger.ts";
import { proveRules } from "../accept/prove-rules.ts";
import type { ApplyPorts } from "../engine-ports.ts";
import { takeUpRecovery } from "../orders/recover.ts";
import { outsideProblem } from "./outside-problem.ts";

/** The ledger as it was opened, and what went wrong when it was to be recovered. */
export interface OpenedLedger {
  readonly view: LedgerView | null;
  readonly distrust: Distrust | null;
  readonly problem: Problem | null;
}

/**
 * Opens the ledger for a run: takes up a recovery, where one is ordered, and proves the rules that it names. Rules that
 * nobody proves are not gone by: ends follow the last ones that are.
 */
export async function openProved(ports: ApplyPorts, hears: boolean, options: CallOptions): Promise<OpenedLedger> {
  const first = await ports.ledger.open(options);
  if (first.view === null) return { ...first, problem: null };
  const at = { view: first.view, distrust: first.distrust };
  let opened: Omit<OpenedLedger, "problem"> = first;
  const problem = await outsideProblem(async () => {
    if (hears && (await takeUpRecovery(ports, at, options))) opened = await ports.ledger.open(options);
  });
  const { view, distrust } = opened;
  if (view === null || distrust !== null) return { view, distrust, problem };
  const main = await ports.git.head(ports.branches.main, options);
  const proven = await proveRules(ports, { view, main }, options);
  if (proven.ok) return { view, distrust, problem };
  const { summary, next } = catalogue.LEDGER_RULES_UNPROVED({ seq: view.state.rules.seq });
  const unproved = { code: "LEDGER_RULES_UNPROVED", message: summary, next } as const;
  const state = { ...view.state, rules: { ...view.state.rules, commit: proven.commit } };
  return { view: { ...view, state, distrust: unproved }, distrust: unproved, problem };
}
