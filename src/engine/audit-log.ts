import { resourceOf } from "../core/grant/entitlement.ts";
import type { Event } from "../core/ledger/event.ts";
import { typed } from "../core/ledger/event-of.ts";
import { sentence } from "../core/ledger/sentence.ts";
import type { LogReport } from "../core/report/report.ts";
import { toTimestamp } from "../core/time/timestamp.ts";
import type { Instant } from "../core/time/instant.ts";
import type { CallOptions } from "../ports/call-options.ts";
import type { LedgerView } from "../ports/ledger.ts";
import type { JudgePorts } from "./engine-ports.ts";

/** Whose story to tell; all that is named must fit. `until` is not part of it. */
export interface LogFilter {
  readonly grant?: string;
  readonly subject?: string;
  readonly resource?: string;
  readonly since?: Instant;
  readonly until?: Instant;
}

type Row = LogReport["events"][number];

/** The story of a person, a resource or a grant, as the believed ledger tells it: oldest first. */
export async function auditLog(
  ports: Pick<JudgePorts, "ledger">,
  by: { readonly view: LedgerView; readonly filter: LogFilter },
  options: CallOptions,
): Promise<LogReport> {
  const { filter } = by;
  const whose = new Map<string, Pick<Row, "subject" | "entitlement">>();
  const events: Row[] = [];
  for await (const event of ports.ledger.events(by.view, 1, options)) {
    const about = aboutOf(event, whose);
    if (event.grant !== null && about.subject !== null) whose.set(event.grant, about);
    if (!isWithin(event, filter) || !fits(event, about, filter, whose)) continue;
    const { seq, at, type, grant, main } = event;
    events.push({ seq, at, type, grant, ...about, text: sentence(event), main });
  }
  return { ok: true, events };
}

/** Who gets what by that event; as an earlier one of its grant told, where it does not say. */
function aboutOf(
  event: Event,
  whose: ReadonlyMap<string, Pick<Row, "subject" | "entitlement">>,
): Pick<Row, "subject" | "entitlement"> {
  const { type, body } = typed(event);
  if ((type === "admitted" || type === "refused") && body.judged !== null)
    return { subject: body.judged.subject, entitlement: body.judged.entitlement };
  if ("subject" in body && "entitlement" in body && body.subject !== null)
    return { subject: body.subject, entitlement: body.entitlement };
  return whose.get(event.grant ?? "") ?? { subject: null, entitlement: null };
}

function isWithin({ at }: Event, { since, until }: LogFilter): boolean {
  return (since === undefined || at >= toTimestamp(since)) && (until === undefined || at < toTimestamp(until));
}

function fits(
  event: Event,
  about: Pick<Row, "subject" | "entitlement">,
  filter: LogFilter,
  whose: ReadonlyMap<string, Pick<Row, "subject" | "entitlement">>,
): boolean {
  const ended = endedBy(event);
  const { grant, subject, resource } = filter;
  if (grant !== undefined && event.grant !== grant && !ended.some((id) => id === grant)) return false;
  if (subject !== undefined && about.subject !== subject && !names(event, "subject", subject))
    if (!ended.some((id) => whose.get(id)?.subject === subject)) return false;
  if (resource === undefined || (about.entitlement !== null && resourceOf(about.entitlement) === resource)) return true;
  return (
    [event.grant ?? "", ...ended].some((id) => id.startsWith(`${resource}/`)) || names(event, "resource", resource)
  );
}

/** The grants that an order ends. */
function endedBy(event: Event): readonly string[] {
  const { type, body } = typed(event);
  if (type !== "revoke_ordered") return [];
  return "request" in body.match ? [...body.grants, body.match.request] : body.grants;
}

/** Whether an order, or what takes one back, is about that person or resource by name. */
function names(event: Event, what: "subject" | "resource", name: string): boolean {
  const { type, body } = typed(event);
  if (type === "lifted") return body.scope === `${what}:${name}`;
  return type === "revoke_ordered" && new Map(Object.entries(body.match)).get(what) === name;
}
