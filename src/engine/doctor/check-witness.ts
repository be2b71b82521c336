import type { Config } from "../../core/config/config.ts";
import { finding, type Finding } from "../../core/problem/finding.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { LedgerView } from "../../ports/ledger.ts";
import { consult, witnessOf, type Consulted } from "../witness/consult.ts";
import type { DoctorPorts } from "./doctor-ports.ts";

/** Whether somebody else knows how far the ledger had got, and it still had. */
export async function checkWitness(
  ports: DoctorPorts,
  at: { readonly view: LedgerView; readonly config: Config },
  options: CallOptions,
): Promise<{ readonly told: Consulted; readonly findings: readonly Finding[] }> {
  const witness = witnessOf(ports, at.config);
  const told = await consult(ports, at, options);
  const findings: Finding[] = [];
  if (witness === null) findings.push(finding("WITNESS_MISSING", "witness", {}, "warning"));
  else if (ports.witnesses?.pinned === null)
    findings.push(finding("WITNESS_UNPINNED", "witness", { witness }, "warning"));
  if (witness?.required === false) findings.push(finding("WITNESS_OPTIONAL", "witness", {}, "warning"));
  if (told.problem !== null) findings.push(finding("WITNESS_AWAY", "witness", told.problem));
  if (told.distrust !== null) findings.push(finding("LEDGER_DOUBTED", "witness", told.distrust));
  return { told, findings };
}
