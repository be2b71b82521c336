import type { State } from "../../core/ledger/state.ts";
import type { Attributed } from "../../core/statement/statement.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { LedgerView } from "../../ports/ledger.ts";
import type { JudgePorts } from "../engine-ports.ts";
import { lookUpSeen } from "../judge/evidence.ts";
import type { Rules } from "../rules/read-rules.ts";
import type { Journal } from "../run-journal.ts";
import { hearStatement } from "../statements/hear-statements.ts";
import { takeUpThaw } from "./thaw.ts";
import { scopeOfMatch } from "./matches.ts";
import { grantsRevoked, isRulesOwner, isStanding, ownsResource } from "./may-revoke.ts";

/** So many orders are read in one run (formats.md: Orders). */
const mostOrders = 1000;
/** Orders among statement files, by name; a lying name is refused when the statement is read. */
const orderName = /-(?:object|lift|revoke|thaw)-[0-9a-f]{16}\.sig$/;

interface Run {
  readonly view: LedgerView;
  readonly journal: Journal;
  readonly rules: Rules;
  /** Main's head. */
  readonly head: string;
  /** The same, where the cursor lies on its line; else null, and orders on main wait. */
  readonly main: string | null;
}

/**
 * Takes up signed orders from the branches `orders/*` and from `statements/` on main: objections, what takes them
 * back, revocations. Each counts once; without the right to it, it counts for nothing.
 */
export async function takeUpOrders(ports: JudgePorts, run: Run, options: CallOptions): Promise<void> {
  const orders = await collect(ports, run, options);
  const seenAt = await lookUpSeen(ports.ledger, run.view, orders, options);
  const valid = orders.filter((order) => seenAt(order) !== null);
  for (const order of valid) takeUp(run, order);
  await takeUpThaw(ports, { ...run, main: run.head }, valid, options);
}

async function collect(ports: JudgePorts, run: Run, options: CallOptions): Promise<Attributed[]> {
  const files = new Map<string, { path: string; oid: string }>();
  const branches = await ports.git.branches("orders/", mostOrders, options);
  for (const head of [...branches.values()].sort()) {
    const [only, ...more] = await ports.git.list(head, "statements", options);
    if (only !== undefined && more.length === 0 && only.mode === "100644") files.set(only.oid, only);
  }
  if (run.main !== null)
    for await (const commit of ports.git.walk(run.view.state.cursor, run.main, options))
      for (const { path, newOid, newMode } of commit.changes)
        if (newOid !== null && newMode === "100644" && path.startsWith("statements/") && orderName.test(path))
          files.set(newOid, { path, oid: newOid });
  const some = [...files.values()].slice(0, mostOrders);
  const bytes = await ports.git.blobs(
    some.map((file) => file.oid),
    options,
  );
  const where = { catalog: run.rules.catalog, repository: run.rules.config.repositoryId };
  const heard = some.map((file) =>
    hearStatement(ports.signature, where, file.path, bytes.get(file.oid) ?? new Uint8Array()),
  );
  return heard
    .flatMap((result) => (result.ok ? [result.value] : []))
    .sort(
      (a, b) => a.statement.seen.seq - b.statement.seen.seq || rankOf(a) - rankOf(b) || (a.digest < b.digest ? -1 : 1),
    );
}

/** What is taken back was said before. */
function rankOf({ statement }: Attributed): number {
  return statement.do === "lift" ? 1 : 0;
}

function takeUp(run: Run, order: Attributed): void {
  const { statement } = order;
  const { state } = run.journal;
  if (isKnown(state, order)) return;
  if (statement.do === "object" && !(statement.request in state.grants))
    run.journal.note({
      type: "objected",
      grant: statement.request,
      main: null,
      body: { by: order.by, statement: order.digest },
    });
  const scope = statement.do === "lift" ? scopeLifted(run, order, statement.digest) : null;
  if (scope !== null && statement.do === "lift")
    run.journal.note({
      type: "lifted",
      grant: null,
      main: null,
      body: { by: order.by, lift: order.digest, statement: statement.digest, scope },
    });
  if (statement.do === "revoke") {
    const { catalog } = run.rules;
    const standing = isStanding(order.by, statement.match, catalog);
    const ends = grantsRevoked(order.by, statement.match, Object.values(state.grants), catalog);
    if (ends.length === 0 && !hasRight(run, order)) return;
    run.journal.note({
      type: "revoke_ordered",
      grant: null,
      main: null,
      body: {
        by: order.by,
        statement: order.digest,
        match: statement.match,
        reason: statement.reason,
        standing,
        grants: ends.map((grant) => grant.id),
      },
    });
  }
}

/** A revocation that ends nothing now still refuses older approvals, when its author has a right to what it names. */
function hasRight(run: Run, order: Attributed): boolean {
  const { catalog } = run.rules;
  if (order.statement.do !== "revoke") return false;
  const { match } = order.statement;
  if (isRulesOwner(order.by, catalog)) return true;
  if ("resource" in match) return ownsResource(order.by, match.resource, catalog);
  if ("vendor" in match) return catalog.vendors[match.vendor]?.owner === order.by;
  if ("subject" in match) return match.subject === order.by;
  return ownsResource(order.by, match.request.split("/").slice(0, 2).join("/"), catalog);
}

function isKnown(state: State, order: Attributed): boolean {
  return (
    state.lifted.includes(order.digest) ||
    state.revokes.some((revoke) => revoke.statement === order.digest) ||
    Object.values(state.objections).some((open) => open.some((objection) => objection.statement === order.digest))
  );
}

/** What a lift frees: one's own objection to a request, or, for rules owners, a standing revocation. Else null. */
function scopeLifted(run: Run, order: Attributed, lifts: string): string | null {
  const { state } = run.journal;
  for (const [request, open] of Object.entries(state.objections))
    if (open.some((objection) => objection.statement === lifts && objection.by === order.by))
      return `request:${request}`;
  const standing = state.revokes.find((revoke) => revoke.statement === lifts && revoke.standing);
  if (standing === undefined || !isRulesOwner(order.by, run.rules.catalog)) return null;
  return scopeOfMatch(standing.match);
}
