import type { State } from "../../core/ledger/state.ts";
import { parseRequestId } from "../../core/request/request-path.ts";
import type { Attributed, Statement } from "../../core/statement/statement.ts";
import { parseDate } from "../../core/time/date.ts";
import { after } from "../../core/time/instant.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { LedgerView } from "../../ports/ledger.ts";
import type { JudgePorts } from "../engine-ports.ts";
import { lookUpSeen } from "../judge/evidence.ts";
import type { Rules } from "../rules/read-rules.ts";
import type { Journal } from "../run-journal.ts";
import type { Problem } from "../../core/problem/problem.ts";
import { takeUpAbandoned } from "./abandon.ts";
import { takeUpThaw } from "./thaw.ts";
import { scopeOfMatch } from "./matches.ts";
import { knownOrders, readOrders } from "./read-orders.ts";
import { mayReview } from "./may-review.ts";
import { grantsRevoked, isRulesOwner, isStanding, mayOrder } from "./may-revoke.ts";

/** An order is not kept for longer: what it revoked, and that it did, is forgotten then. Seconds. */
const orderLife = 366 * 24 * 3600;
/** An objection is recorded for days so near to today, which every request must be that can be merged: seconds. */
const requestLife = 34 * 24 * 3600;
/** So many open objections of one person to one request are recorded (formats.md: Statements). */
const mostObjections = 8;

interface Run {
  readonly view: LedgerView;
  readonly journal: Journal;
  readonly rules: Rules;
  /** Main's head; null where there is none. */
  readonly head: string | null;
  /** The same, where the cursor lies on its line; else null, and orders on main wait. */
  readonly main: string | null;
}

/**
 * Takes up signed orders from the branches `orders/*` and from `statements/` on main: objections, what takes them
 * back, revocations, reviews, targets given up. Each counts once; without the right to it, it counts for nothing.
 * Answers what is to be told of them.
 */
export async function takeUpOrders(ports: JudgePorts, run: Run, options: CallOptions): Promise<Problem[]> {
  const orders = await readOrders(ports, { ...run, state: run.view.state }, options);
  const seenAt = await lookUpSeen(ports.ledger, run.view, orders, options);
  const oldest = after(run.journal.now(), -orderLife);
  const valid = orders.filter((order) => (seenAt(order) ?? oldest) > oldest);
  for (const order of valid) takeUp(run, order);
  if (run.head !== null) await takeUpThaw(ports, { ...run, main: run.head }, valid, options);
  return takeUpAbandoned(run, valid);
}

function takeUp(run: Run, order: Attributed): void {
  const { statement } = order;
  const { state } = run.journal;
  if (knownOrders(state).has(order.digest)) return;
  if (statement.do === "object" && mayStillStop(run, order.by, statement.request))
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
  if (statement.do === "review") {
    const review = state.reviews[statement.request];
    const closes = review === undefined ? [] : mayReview(order.by, statement, review, run.rules.catalog);
    if (closes.length > 0)
      run.journal.note({
        type: "reviewed",
        grant: statement.request,
        main: null,
        body: { by: order.by, statement: order.digest, verdict: statement.verdict, closes },
      });
  }
  if (statement.do === "revoke" && !isLifted(state, statement)) {
    const { catalog } = run.rules;
    const standing = isStanding(order.by, statement.match, catalog);
    const ends = grantsRevoked(order.by, statement.match, Object.values(state.grants), catalog);
    if (ends.length === 0 && !mayOrder(order.by, statement.match, catalog)) return;
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

/** Whether an objection can be to a request that is still to come, and is not one of too many. */
function mayStillStop(run: Run, by: string, request: string): boolean {
  const { state } = run.journal;
  if (Object.hasOwn(state.grants, request)) return false;
  const day = parseDate(parseRequestId(request)?.date ?? "");
  if (day === null || Math.abs(day - run.journal.now()) > requestLife * 1000) return false;
  const open = Object.hasOwn(state.objections, request) ? (state.objections[request] ?? []) : [];
  return open.filter((objection) => objection.by === by).length < mostObjections;
}

/** A person or vendor that was freed since: who signed before had not seen it. */
function isLifted(state: State, { match, seen }: Extract<Statement, { readonly do: "revoke" }>): boolean {
  if (!("subject" in match || "vendor" in match)) return false;
  return seen.seq < (state.lifts[scopeOfMatch(match)] ?? 0);
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
