import { finding, type Finding } from "../../core/problem/finding.ts";
import type { DoctorReport } from "../../core/report/doctor.ts";
import { formatInstant } from "../../core/time/format-instant.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import { fetchAll } from "../apply/decide.ts";
import { rulesInForce } from "../apply/rules-in-force.ts";
import { checkForge } from "./check-forge.ts";
import { checkClock } from "./check-clock.ts";
import { checkLedger } from "./check-ledger.ts";
import { checkRepository } from "./check-repository.ts";
import { checkRulesOwners } from "./check-rules-owners.ts";
import { checkTargets } from "./check-targets.ts";
import { checkWitness } from "./check-witness.ts";
import type { DoctorPorts } from "./doctor-ports.ts";

/**
 * Whether this repository is really protected, and this installation really able to end what it starts: each thing
 * that is weaker than it has to be, what an attacker would do with it, and how to mend it. Changes nothing; with `fix`
 * only settings of the forge, and those only that nobody needs.
 */
export async function doctor(
  ports: DoctorPorts,
  { fix }: { readonly fix: boolean },
  options: CallOptions,
): Promise<DoctorReport> {
  const found: Finding[] = [];
  const unreached = await fetchAll(ports, options);
  if (unreached !== null) found.push(finding("FORGE_UNREACHED", "forge", unreached));
  const { view, distrust } = await ports.ledger.open(options);
  if (distrust !== null) found.push(finding("LEDGER_DOUBTED", "ledger", distrust));
  if (view === null) return report(ports, found, []);
  const rules = await rulesInForce(ports, view.state, options);
  const { config, catalog } = rules;
  found.push(...checkLedger(ports, { view, config }));
  const { told, findings } = await checkWitness(ports, { view, config }, options);
  found.push(...findings);
  found.push(...checkClock(ports.clock, view, told.clock));
  found.push(...checkRulesOwners(catalog));
  found.push(...(await checkRepository(ports, rules, options)));
  found.push(...(await ports.surroundings(config, options)));
  const forge = await checkForge(ports, rules, fix, options);
  found.push(...forge.findings);
  found.push(...(await checkTargets(ports, { view, config }, options)));
  return report(ports, found, forge.mended);
}

function report({ clock }: DoctorPorts, findings: readonly Finding[], mended: readonly string[]): DoctorReport {
  const ok = findings.every(({ severity }) => severity === "warning");
  return { ok, at: formatInstant(clock.now()), findings, mended };
}
