import { branchesFrom } from "../../core/ledger/branches.ts";
import { problem } from "../../core/problem/problem.ts";
import { fail, succeed, type Result } from "../../core/problem/result.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { CatalogCache } from "../../ports/catalog-cache.ts";
import type { ObjectId } from "../../ports/git.ts";
import type { LedgerView } from "../../ports/ledger.ts";
import type { JudgePorts } from "../engine-ports.ts";
import { readRules, type Rules } from "../rules/read-rules.ts";
import { recallRules } from "../rules/recall-rules.ts";

/** What a person's command goes by: the verified ledger, the rules in force that it names, main as published. */
export interface Standing {
  readonly view: LedgerView;
  readonly rules: Rules;
  readonly main: ObjectId;
}

/**
 * Fetches and verifies. A ledger that cannot be believed whole is nothing to sign by. catalogs: for who only looks;
 * who signs reads the catalog itself.
 */
export async function stand(
  ports: JudgePorts,
  options: CallOptions,
  catalogs: CatalogCache | null = null,
): Promise<Result<Standing>> {
  await ports.git.fetch([ports.branches.main, ...branchesFrom(ports.branches.ledger), "request/*"], options);
  const { view, distrust } = await ports.ledger.open(options);
  if (view === null || distrust !== null) {
    return fail([
      problem("LEDGER_DISTRUSTED", distrust ?? { code: "LEDGER_MISSING", message: "nothing of it verifies" }),
    ]);
  }
  const { commit } = view.state.rules;
  const rules =
    catalogs === null
      ? await readRules(ports.git, ports.kinds, commit, options)
      : await recallRules({ ...ports, catalogs }, commit, options);
  if (!rules.ok) return rules;
  const main = await ports.git.head(ports.branches.main, options);
  return succeed({ view, rules: rules.value, main: main ?? view.state.cursor });
}
