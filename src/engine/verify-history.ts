import { brevetError, thrown } from "../core/problem/brevet-error.ts";
import type { VerifyReport } from "../core/report/report.ts";
import type { CallOptions } from "../ports/call-options.ts";
import type { Witnesses } from "../ports/witness.ts";
import type { JudgePorts } from "./engine-ports.ts";
import { readRules } from "./rules/read-rules.ts";
import { verifyDecisions } from "./replay/verify-decisions.ts";
import { consult, witnessOf } from "./witness/consult.ts";

/**
 * Checks the whole chain, with decisions also that every one of them follows from what it says it does, and with witnesses that the witness which the rules in force name was told of nothing
 * that is missing or other here. Throws where it cannot be asked: silence proves nothing.
 */
export async function verifyHistory(
  ports: JudgePorts & { readonly witnesses: Witnesses | null },
  { decisions = false }: { readonly decisions?: boolean },
  options: CallOptions,
): Promise<VerifyReport> {
  const chain = await ports.ledger.verify(options);
  const report = decisions && chain.ok ? await withDecisions(ports, chain, options) : chain;
  if (ports.witnesses === null || !report.ok) return report;
  const { view } = await ports.ledger.open(options);
  if (view === null) return report;
  const rules = await readRules(ports.git, ports.kinds, view.state.rules.commit, options);
  if (!rules.ok) throw brevetError("RULES_UNREADABLE", { commit: view.state.rules.commit });
  const { config } = rules.value;
  if (witnessOf(ports, config) === null) throw brevetError("WITNESS_NONE", {});
  const told = await consult(ports, { view, config }, options);
  if (told.problem !== null) throw thrown([told.problem]);
  const witness = { seq: told.mark?.seq ?? null };
  if (told.distrust === null || told.mark === null) return { ...report, witness };
  const { code, message, next } = told.distrust;
  const seq = Math.min(told.mark.seq, view.tip.seq + 1);
  return { ...report, ok: false, witness, first_bad: { seq, commit: view.tip.commit, code, message, next } };
}

async function withDecisions(ports: JudgePorts, chain: VerifyReport, options: CallOptions): Promise<VerifyReport> {
  const { view } = await ports.ledger.open(options);
  if (view === null) return chain;
  const { replayed, stopped, bad } = await verifyDecisions(ports, view, options);
  return { ...chain, ok: bad === null, decisions: { replayed, stopped }, first_bad: bad };
}
