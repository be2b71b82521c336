import { members } from "../../core/catalog/members.ts";
import { canonical } from "../../core/json/canonical.ts";
import type { Draft } from "../../core/ledger/event.ts";
import type { EventBodies } from "../../core/ledger/event-body.ts";
import { mostStatementBytes, readStatement } from "../../core/statement/read-statement.ts";
import type { SignedStatement, Statement } from "../../core/statement/statement.ts";
import { toTimestamp } from "../../core/time/timestamp.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { Distrust, LedgerView } from "../../ports/ledger.ts";
import { proveRules } from "../accept/prove-rules.ts";
import type { JudgePorts, PlanPorts } from "../engine-ports.ts";
import { readRules } from "../rules/read-rules.ts";
import { hearStatement } from "../statements/hear-statements.ts";
import { knownOrders } from "./read-orders.ts";

/** So many orders are looked at for those that recover. */
const mostOrders = 1000;
const name = /-recover-[0-9a-f]{16}\.sig$/;

type Recovery = Extract<Statement, { readonly do: "recover" }>;
interface Ordered {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly read: SignedStatement & { readonly statement: Recovery };
}

/**
 * Goes on from the last good event that as many owners of the rules as these ask for have named, on the next branch of
 * the ledger. It must lie in the chain that verifies here, its rules must be proved, and an order serves once. Answers
 * whether it did.
 */
export async function takeUpRecovery(
  ports: PlanPorts,
  { view }: { readonly view: LedgerView; readonly distrust: Distrust | null },
  options: CallOptions,
): Promise<boolean> {
  const orders = await readRecoveries(ports, view, options);
  const alike = Map.groupBy(orders, ({ read: { statement } }) => {
    const { ledger, trust, distrust } = statement;
    return canonical({ ledger: { ...ledger }, trust: [...trust], distrust: [...distrust] });
  });
  for (const group of alike.values()) if (await takeUp(ports, view, group, options)) return true;
  return false;
}

async function takeUp(
  ports: PlanPorts,
  view: LedgerView,
  orders: readonly Ordered[],
  options: CallOptions,
): Promise<boolean> {
  const said = orders[0]?.read.statement;
  if (said === undefined || said.ledger.seq < (view.state.recovered ?? 0)) return false;
  if ((await ports.ledger.digestAt(view, said.ledger.seq, options)) !== said.ledger.digest) return false;
  const good = await ports.ledger.upTo(said.ledger, options);
  if (good === null) return false;
  const by = await ownersAmong(ports, good, orders, options);
  if (by === null) return false;
  const recovered = await ports.ledger.recover(
    good,
    ({ branch, dropped }): Draft => ({
      type: "recovered",
      at: toTimestamp(ports.clock.now()),
      by: ports.by,
      grant: null,
      main: null,
      body: {
        by,
        ledger: { ...said.ledger },
        trust: [...said.trust],
        distrust: [...said.distrust],
        dropped: [...dropped],
        branch,
      },
    }),
    options,
  );
  return recovered.outcome === "appended";
}

/** The owners of the rules of that event who signed, where they are enough; null: they are not, or nobody proves who they are. */
async function ownersAmong(
  ports: JudgePorts,
  good: LedgerView,
  orders: readonly Ordered[],
  options: CallOptions,
): Promise<EventBodies["recovered"]["by"] | null> {
  const main = await ports.git.head(ports.branches.main, options);
  if (!(await proveRules(ports, { view: good, main }, options)).ok) return null;
  const rules = await readRules(ports.git, ports.kinds, good.state.rules.commit, options);
  if (!rules.ok) return null;
  const { catalog, config } = rules.value;
  const { from, count } = catalog.org.rules;
  const owners = new Set(from.flatMap((ref) => [...members(ref, catalog)]));
  const signers = new Map<string, string>();
  for (const { path, bytes } of orders) {
    const heard = hearStatement(ports.signature, { catalog, repository: config.repositoryId }, path, bytes);
    if (heard.ok && owners.has(heard.value.by)) signers.set(heard.value.by, heard.value.digest);
  }
  return signers.size < count ? null : [...signers].map(([who, statement]) => ({ by: who, statement }));
}

async function readRecoveries(ports: JudgePorts, view: LedgerView, options: CallOptions): Promise<Ordered[]> {
  const known = knownOrders(view.state);
  const branches = await ports.git.branches("orders/", mostOrders, options);
  const found: Ordered[] = [];
  for (const [branch, head] of branches) {
    if (known.has(branch.slice("orders/".length))) continue;
    const [only, ...more] = await ports.git.list(head, "statements", options);
    if (only === undefined || more.length > 0 || only.mode !== "100644" || !name.test(only.path)) continue;
    const bytes = (await ports.git.blobs([only.oid], { ...options, most: mostStatementBytes })).get(only.oid);
    const read = bytes === undefined ? null : readStatement(only.path, bytes);
    if (bytes === undefined || read?.ok !== true || read.value.statement.do !== "recover") continue;
    found.push({ path: only.path, bytes, read: { ...read.value, statement: read.value.statement } });
  }
  return found;
}
