import { branchesFrom } from "../../core/ledger/branches.ts";
import { problem } from "../../core/problem/problem.ts";
import { fail, type Result } from "../../core/problem/result.ts";
import type { StatementMade } from "../../core/report/people.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { LedgerView } from "../../ports/ledger.ts";
import { isRulesOwner } from "../orders/may-revoke.ts";
import { whoSigns } from "../person/who-signs.ts";
import { readRules } from "../rules/read-rules.ts";
import type { Confirm } from "./confirm.ts";
import { signOrder } from "./order.ts";
import type { Signing, StatementPorts } from "./statement-ports.ts";

/** What an owner of the rules orders: the last good event, and whose signatures count from then on. */
export interface RecoveryOrder {
  /** Null: the last one that verifies. */
  readonly seq: number | null;
  readonly trust: readonly string[];
  readonly distrust: readonly string[];
}

/** Signs, as an owner of the rules of the last good event, that the ledger goes on from there; out as an order. */
export async function recover(
  ports: StatementPorts,
  order: RecoveryOrder,
  signing: Pick<Signing, "keyFile">,
  confirm: Confirm,
  options: CallOptions,
): Promise<Result<StatementMade>> {
  const { main, ledger } = ports.branches;
  await ports.git.fetch([main, ...branchesFrom(ledger)], options);
  const { view, distrust } = await ports.ledger.open(options);
  if (view === null)
    return fail([
      problem("LEDGER_DISTRUSTED", distrust ?? { code: "LEDGER_MISSING", message: "nothing of it verifies" }),
    ]);
  const good = await goodAt(ports, view, order.seq ?? view.tip.seq, options);
  if (good === null) return fail([problem("RECOVERY_POINT", { seq: order.seq ?? view.tip.seq })]);
  const rules = await readRules(ports.git, ports.kinds, good.state.rules.commit, options);
  if (!rules.ok) return rules;
  const { catalog } = rules.value;
  const signer = await whoSigns(ports, catalog, signing.keyFile, options);
  if (!signer.ok) return signer;
  const { person } = signer.value;
  if (!isRulesOwner(person, catalog)) return fail([problem("RULES_OWNER_ONLY", { person })]);
  const { seq, digest } = good.tip;
  const trust = [...order.trust];
  const against = [...order.distrust];
  await confirm({ do: "recover", signer: signer.value, check: null, paths: tell(view, good, trust, against) });
  const said = { do: "recover", ledger: { seq, digest }, trust, distrust: against } as const;
  return signOrder(ports, { rules: rules.value, view }, said, signer.value, options);
}

async function goodAt(
  ports: StatementPorts,
  view: LedgerView,
  seq: number,
  options: CallOptions,
): Promise<LedgerView | null> {
  const digest = await ports.ledger.digestAt(view, seq, options);
  return digest === null ? null : await ports.ledger.upTo({ seq, digest }, options);
}

function tell(view: LedgerView, good: LedgerView, trust: readonly string[], distrust: readonly string[]): string[] {
  const { seq, digest } = good.tip;
  return [
    `event ${seq}, ${digest}`,
    ...(view.tip.seq > seq ? [`dropped: events ${seq + 1} to ${view.tip.seq}, and what nobody signed above them`] : []),
    ...trust.map((key) => `trusted from now on: ${key}`),
    ...distrust.map((key) => `trusted no more: ${key}`),
  ];
}
