import type { EndedBecause } from "../grant/grant.ts";
import { typed } from "./event-of.ts";
import type { TypedEvent } from "./event-of.ts";
import type { Event } from "./event.ts";

/** What an event says, in a line that a person reads: `activated: alice may use … until …`. */
export function sentence(event: Event): string {
  return `${event.type}: ${tell(typed(event))}`;
}

function tell(event: TypedEvent): string {
  const { type, body } = event;
  const id = event.grant ?? "something";
  switch (type) {
    case "genesis":
      return `the ledger of repository ${body.repository} begins`;
    case "rules_accepted":
      return `rules ${short(body.to)} are in force from ${short(event.main ?? "init")}${agreed(body.by)}`;
    case "rules_refused":
      return `rules ${short(body.to)} of ${short(event.main ?? "main")} are not in force (${body.codes.join(", ")})`;
    case "admitted":
      return `${body.judged.subject} will get ${body.judged.entitlement} until ${clock(body.lease.until)}`;
    case "refused":
      return body.judged === null
        ? `${id} (${body.code})`
        : `${body.judged.subject} does not get ${body.judged.entitlement} (${body.code})`;
    case "deferred":
      return `${id} could not be judged yet (${body.code})`;
    case "declined":
      return `${id} was closed without a merge`;
    case "starting":
      return `${body.subject} is about to get ${body.entitlement} until ${clock(body.until)}`;
    case "activated":
      return `${body.subject} may use ${body.entitlement} until ${clock(body.until)}`;
    case "adjusted":
      return `${body.subject} may use ${body.entitlement} until ${clock(body.until)} (${body.because})`;
    case "start_failed":
      return `${body.subject} could not be given ${body.entitlement} (${body.code})`;
    case "ended":
      return `${holder(body)} ${reasons[body.because]}`;
    case "end_failed":
      return `${holder(body)} could not be ended yet (${body.code})`;
    case "revoke_ordered":
      return `${body.by} ended everything of ${scope(body.match)}`;
    case "withdrawn":
      return `${body.by} withdrew ${id}`;
    case "lifted":
      return `${body.by} took back what was said of ${body.scope}`;
    case "drift":
      return `${body.target} shows ${body.principal} ${body.over ? "as recorded again" : "otherwise than recorded"} (${body.kind})`;
    case "objected":
      return `${body.by} objects to ${id}`;
    case "frozen":
      return `nothing is admitted or started (${body.code})`;
    case "thawed":
      return `main is followed again from ${short(body.to)}${agreed(body.by)}`;
    case "reviewed":
      return `${body.by} found ${id} ${body.verdict === "justified" ? "justified" : "not justified"}`;
    case "recovered":
      return `the history goes on from event ${body.ledger.seq}${agreed(body.by)}`;
    case "notified":
      return `${body.to} was told of ${id}`;
    case "rolled_over":
      return `the history goes on, on ${body.to}`;
  }
}

const reasons: { readonly [Because in EndedBecause]: string } = {
  expired: "ended with its lease",
  lapsed: "was never given, and its lease is over",
  withdrawn: "ended early: its request was withdrawn",
  revoked: "ended early: it was revoked",
  denied: "ended early: the rules no longer allow it",
  superseded: "goes on by its extension",
  left: "ended early: its holder is no longer eligible, or lost the key",
  contract: "ended early: the vendor's contract is over",
  effect: "ended early: what it would do has changed",
  removed_at_target: "ended early: it was removed at its target",
  abandoned: "ended with its target, which was abandoned",
  unexplained: "ended: no grant explained it",
};

function holder(of: {
  readonly subject: string | null;
  readonly entitlement: string | null;
  readonly target: string;
}): string {
  return of.subject === null || of.entitlement === null
    ? `a holding on ${of.target}`
    : `${of.entitlement} of ${of.subject}`;
}

function scope(match: { readonly [kind: string]: string }): string {
  return Object.entries(match)
    .map(([kind, name]) => `${kind} ${name}`)
    .join();
}

function agreed(by: readonly { readonly by: string }[]): string {
  return by.length === 0 ? "" : `; agreed by ${[...new Set(by.map((one) => one.by))].sort().join(", ")}`;
}

/** `2026-11-22 12:00 UTC`, with seconds only where there are some. */
function clock(at: string): string {
  const seconds = at.slice(17, 19);
  return `${at.slice(0, 10)} ${at.slice(11, 16)}${seconds === "00" ? "" : `:${seconds}`} UTC`;
}

function short(name: string): string {
  return name.slice(0, name.startsWith("sha256-") ? 19 : 12);
}
