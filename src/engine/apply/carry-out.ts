import type { Given, Grant } from "../../core/grant/grant.ts";
import { canonical } from "../../core/json/canonical.ts";
import { claim } from "../../core/plan/claims.ts";
import { isOpen } from "../../core/plan/due.ts";
import type { Holding, Observation } from "../../core/plan/holding.ts";
import type { Change, End } from "../../core/plan/change.ts";
import { showsTooLittle } from "../../core/plan/shows-too-little.ts";
import type { Comparable } from "../../core/plan/terms.ts";
import { BrevetError } from "../../core/problem/brevet-error.ts";
import { problem } from "../../core/problem/problem.ts";
import type { Instant } from "../../core/time/instant.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { SessionsEnded, Target } from "../../ports/target.ts";
import { scopeOf } from "./scope-of.ts";

/** What came of one change, as seen on the target afterwards. */
export type Outcome =
  | {
      readonly change: Change;
      readonly ok: true;
      readonly given: Given | null;
      readonly sessions: SessionsEnded | null;
    }
  | { readonly change: Change; readonly ok: false; readonly code: string; readonly message: string };

/** What carrying out changes on one target goes by. */
export interface About {
  readonly grants: readonly Grant[];
  readonly identity: string;
  readonly comparable: Comparable;
  readonly now: Instant;
}

/**
 * Carries out one target's changes, ends first, and looks again: only what is seen counts as done. One change that
 * fails stops no other.
 */
export async function carryOut(
  target: Target,
  changes: readonly Change[],
  about: About,
  options: CallOptions,
): Promise<Outcome[]> {
  const before = await target.observe(scopeOf(about.grants, []), options);
  const unfit = before.ok ? unfitIdentity(before, about.identity) : before;
  if (unfit !== null) return changes.map((change) => ({ change, ok: false, code: unfit.code, message: unfit.message }));
  const outcomes: Outcome[] = [];
  for (const change of inOrder(changes)) {
    options.signal.throwIfAborted(); // what answers after its deadline gets no further
    outcomes.push(await attempt(target, change, holdingsOf(before), options));
  }
  const given = outcomes.flatMap((outcome) =>
    outcome.ok && outcome.given !== null && outcome.change.action !== "end"
      ? [{ change: outcome.change, given: outcome.given }]
      : [],
  );
  const seen = await target.observe(scopeOf(about.grants, given), options);
  const isSuspect = seen.ok && hidesOthers(seen.holdings, changes, about);
  return outcomes.map((outcome) => confirm(outcome, seen, isSuspect));
}

/** Whether a look shows so little of what was to stay that it says nothing of what is gone. */
function hidesOthers(holdings: readonly Holding[], changes: readonly Change[], about: About): boolean {
  const ending = new Set(changes.flatMap((change) => (change.action === "end" ? [change.grant] : [])));
  const claims = claim(holdings, about.grants, about.comparable);
  const staying = about.grants.filter((grant) => isOpen(grant) && !ending.has(grant.id));
  return showsTooLittle(staying, claims, about.now);
}

function inOrder(changes: readonly Change[]): Change[] {
  const rank = { end: 0, adjust: 1, start: 2 } as const;
  return [...changes].sort((a, b) => rank[a.action] - rank[b.action]);
}

function unfitIdentity(
  observed: Extract<Observation, { ok: true }>,
  pinned: string,
): { code: string; message: string } | null {
  if (observed.identity === pinned) return null;
  return { code: "TARGET_MISMATCH", message: `It shows ${observed.identity}, and ${pinned} is pinned.` };
}

function holdingsOf(observation: Observation): readonly Holding[] {
  return observation.ok ? observation.holdings : [];
}

async function attempt(
  target: Target,
  change: Change,
  holdings: readonly Holding[],
  options: CallOptions,
): Promise<Outcome> {
  try {
    if (change.action === "start")
      return {
        change,
        ok: true,
        given: await target.ensure(change.grant, change.assignment, null, options),
        sessions: null,
      };
    if (change.action === "adjust")
      return {
        change,
        ok: true,
        given: await target.ensure(change.grant, change.assignment, change.holding, options),
        sessions: null,
      };
    let sessions: SessionsEnded | null = null;
    if (change.verified !== null) return { change, ok: true, given: null, sessions };
    for (const holding of toEnd(change, holdings)) {
      await target.end(holding, options);
      sessions = await target.endSessions(holding, options);
    }
    return { change, ok: true, given: null, sessions };
  } catch (error) {
    if (error instanceof BrevetError) return { change, ok: false, code: error.code, message: error.message };
    const message = error instanceof Error ? error.message : String(error);
    return { change, ok: false, code: "TARGET_FAILED", message };
  }
}

/** Everything that the target shows of the grant, and what the plan knew of it. */
function toEnd(change: End, holdings: readonly Holding[]): Holding[] {
  const shown = holdings.filter((holding) => change.grant !== null && holding.grant === change.grant);
  const known = change.holding;
  if (known === null || shown.some((holding) => holding.ref === known.ref)) return shown;
  return [...shown, known];
}

/** An action that answered is done only when a look at the target agrees. */
function confirm(outcome: Outcome, seen: Observation, isSuspect: boolean): Outcome {
  if (!outcome.ok) return outcome;
  const { change } = outcome;
  if (change.action === "end" && change.verified !== null) return outcome;
  if (!seen.ok) return { change, ok: false, code: seen.code, message: seen.message };
  if (change.action === "end") {
    const left = seen.holdings.find((holding) => isStill(change, holding));
    if (left !== undefined)
      return { change, ok: false, code: "STILL_HELD", message: `${left.ref} is still there after it was ended.` };
    const { code, message } = problem("TARGET_SUSPECT", { target: change.target });
    return isSuspect ? { change, ok: false, code, message } : outcome;
  }
  const held = seen.holdings.some((holding) => holding.ref === outcome.given?.ref);
  return held
    ? outcome
    : { change, ok: false, code: "NOT_SEEN", message: "The target does not show what it said it had given." };
}

function isStill(change: End, holding: Holding): boolean {
  if (change.holding !== null && holding.ref === change.holding.ref)
    return canonical(holding.rights) === canonical(change.holding.rights);
  return change.grant !== null && holding.grant === change.grant;
}
