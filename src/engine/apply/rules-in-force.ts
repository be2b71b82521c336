import type { State } from "../../core/ledger/state.ts";
import { brevetError } from "../../core/problem/brevet-error.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { LedgerView } from "../../ports/ledger.ts";
import { proveRules } from "../accept/prove-rules.ts";
import type { PlanPorts } from "../engine-ports.ts";
import { readRules, type Rules } from "../rules/read-rules.ts";
import { fromOutside } from "./outside-problem.ts";

/** The rules that the ledger says are in force. They were accepted, so they can be read. */
export async function rulesInForce(
  ports: PlanPorts,
  { rules: { commit } }: { readonly rules: Pick<State["rules"], "commit"> },
  options: CallOptions,
): Promise<Rules> {
  const read = await readRules(ports.git, ports.kinds, commit, options);
  if (!read.ok) throw brevetError("RULES_UNREADABLE", { commit });
  return read.value;
}

/**
 * The rules to end by: those in force, or, where they cannot be read here, the last ones that were proved. Whatever a
 * thief of the engine's key names in the ledger, no end waits for it.
 */
export async function rulesToEndBy(ports: PlanPorts, view: LedgerView, options: CallOptions): Promise<Rules> {
  const named = await fromOutside(() => rulesInForce(ports, view.state, options));
  if (named.ok) return named.value;
  const main = await ports.git.head(ports.branches.main, options);
  return rulesInForce(ports, { rules: await proveRules(ports, { view, main }, options) }, options);
}
