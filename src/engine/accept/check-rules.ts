import { digestTree } from "../../core/json/digest.ts";
import type { Problem } from "../../core/problem/problem.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { Proof } from "../../ports/forge.ts";
import type { LedgerView } from "../../ports/ledger.ts";
import type { JudgePorts } from "../engine-ports.ts";
import { readRulesFiles, type Rules } from "../rules/read-rules.ts";
import { isRulesPath } from "../rules/rules-paths.ts";
import { consentTo } from "./consent.ts";
import { judgeRules } from "./judge-rules.ts";

/** What the rules in force say of a proposed change of the rules: everything that would refuse it. */
export async function checkRules(
  ports: JudgePorts,
  by: { readonly rules: Rules; readonly view: LedgerView },
  proposed: Omit<Proof, "ok" | "commit">,
  options: CallOptions,
): Promise<Problem[]> {
  const to = digestTree(await readRulesFiles(ports.git, proposed.head, options));
  if (to === by.rules.digest) return [];
  const known = { view: by.view, state: by.view.state };
  const contributors = [...proposed.contributors].flatMap(([path, named]) => (isRulesPath(path) ? named : []));
  const candidate = {
    commit: proposed.head,
    to,
    contributors: () => Promise.resolve(contributors),
    change: () => Promise.resolve(proposed),
    isProposal: true,
  };
  const consent = await consentTo(ports, by.rules, candidate, known, options);
  const judgement = await judgeRules(ports, by.rules, candidate, { consent, state: known.state }, options);
  return [...judgement.problems, ...judgement.warnings];
}
