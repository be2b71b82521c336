import type { Given, Grant } from "../../core/grant/grant.ts";
import { canonical } from "../../core/json/canonical.ts";
import { claim } from "../../core/plan/claims.ts";
import { isOpen } from "../../core/plan/due.ts";
import type { Holding, Observation } from "../../core/plan/holding.ts";
import type { Adjust, Change, End, Start } from "../../core/plan/change.ts";
import { showsTooLittle } from "../../core/plan/shows-too-little.ts";
import type { Comparable } from "../../core/plan/terms.ts";
import { BrevetError } from "../../core/problem/brevet-error.ts";
import { problem } from "../../core/problem/problem.ts";
import type { Instant } from "../../core/time/instant.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { SessionsEnded, Target } from "../../ports/target.ts";
import { abreast } from "../abreast.ts";
import { scopeOf } from "./scope-of.ts";

/** What came of one change, as seen on the target afterwards. */
export type Outcome = Gave | Ended | Failed;

/** Access that was given, or moved, and is seen. */
export interface Gave {
  readonly change: Start | Adjust;
  readonly ok: true;
  readonly given: Given;
  readonly sessions: null;
}

/** Access that is gone. sessions: null where the target was not touched. */
export interface Ended {
  readonly change: End;
  readonly ok: true;
  readonly given: null;
  readonly sessions: SessionsEnded | null;
}

/** A change that did not happen, as far as is known. */
interface Failed {
  readonly change: Change;
  readonly ok: false;
  readonly code: string;
  readonly message: string;
}

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
  if (!before.ok) return changes.map((change) => failed(change, before));
  if (before.identity !== about.identity) {
    const message = `It shows ${before.identity}, and ${about.identity} is pinned.`;
    return changes.map((change) => failed(change, { code: "TARGET_MISMATCH", message }));
  }
  const outcomes: Outcome[] = [];
  for (const action of inOrder) {
    const some = changes.filter((change) => change.action === action);
    outcomes.push(...(await attemptAll(target, some, before.holdings, options)));
  }
  const given = outcomes.filter((outcome): outcome is Gave => outcome.ok && outcome.given !== null);
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

/** Nothing else is begun before every end was tried. */
const inOrder = ["end", "adjust", "start"] as const;

/** What a change is about: a holding that is known, or whatever there is of a grant. */
function whatOf(change: Change): string | null {
  return (change.action === "start" ? null : change.holding?.ref) ?? change.grant;
}

/** Changes of one kind, as many at a time as the target takes; those of one holding one after the other. */
async function attemptAll(
  target: Target,
  changes: readonly Change[],
  holdings: readonly Holding[],
  options: CallOptions,
): Promise<Outcome[]> {
  const byHolding = [...Map.groupBy(changes, whatOf).values()];
  const outcomes = await abreast(byHolding, target.atOnce, async (own) => {
    const answers: Outcome[] = [];
    for (const change of own) {
      options.signal.throwIfAborted(); // what answers after its deadline gets no further
      answers.push(await attempt(target, change, holdings, options));
    }
    return answers;
  });
  return outcomes.flat();
}

function failed(change: Change, { code, message }: { readonly code: string; readonly message: string }): Outcome {
  return { change, ok: false, code, message };
}

async function attempt(
  target: Target,
  change: Change,
  holdings: readonly Holding[],
  options: CallOptions,
): Promise<Outcome> {
  try {
    if (change.action !== "end") {
      const replaces = change.action === "start" ? null : change.holding;
      const given = await target.ensure(change.grant, change.assignment, replaces, options);
      return { change, ok: true, given, sessions: null };
    }
    let sessions: SessionsEnded | null = null;
    if (change.verified !== null) return { change, ok: true, given: null, sessions };
    for (const holding of toEnd(change, holdings)) {
      await target.end(holding, options);
      sessions = await target.endSessions(holding, options);
    }
    return { change, ok: true, given: null, sessions };
  } catch (error) {
    if (error instanceof BrevetError) return failed(change, error);
    return failed(change, { code: "TARGET_FAILED", message: error instanceof Error ? error.message : String(error) });
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
  if (!outcome.ok || (outcome.change.action === "end" && outcome.change.verified !== null)) return outcome;
  if (!seen.ok) return failed(outcome.change, seen);
  return outcome.given === null ? confirmEnd(outcome, seen.holdings, isSuspect) : confirmGiven(outcome, seen.holdings);
}

function confirmEnd(outcome: Ended, holdings: readonly Holding[], isSuspect: boolean): Outcome {
  const { change } = outcome;
  const left = holdings.find((holding) => isStill(change, holding));
  if (left !== undefined)
    return failed(change, { code: "STILL_HELD", message: `${left.ref} is still there after it was ended.` });
  return isSuspect ? failed(change, problem("TARGET_SUSPECT", { target: change.target })) : outcome;
}

function confirmGiven(outcome: Gave, holdings: readonly Holding[]): Outcome {
  const { change, given } = outcome;
  const isAsMeant = ({ rights }: Holding): boolean => canonical(rights) === canonical(change.assignment.rights);
  const shown = holdings.filter(({ ref }) => ref === given.ref);
  if (change.because === "altered" ? shown.some(isAsMeant) : shown.length > 0) return outcome;
  const message = "The target does not show what it said it had given.";
  return failed(outcome.change, { code: "NOT_SEEN", message });
}

function isStill(change: End, holding: Holding): boolean {
  if (change.holding !== null && holding.ref === change.holding.ref)
    return canonical(holding.rights) === canonical(change.holding.rights);
  return change.grant !== null && holding.grant === change.grant;
}
