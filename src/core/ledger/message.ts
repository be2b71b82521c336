import type { Digest } from "../json/digest.ts";
import { typed } from "./event-of.ts";
import type { JudgedBody } from "./event-body.ts";
import type { EventOf, TypedEvent } from "./event-of.ts";
import type { Event, EventType } from "./event.ts";
import { sentence } from "./sentence.ts";

/**
 * The commit message of an event: a sentence, then trailers, a function of the event alone. state: the digest of
 * the state beside it, which the last event of a run bears.
 */
export function toMessage(event: Event, digest: Digest, state: Digest | null = null): string {
  return `${plain(sentence(event))}\n\n${trailersOf(event, digest)}${trailer("Brevet-State", state)}`;
}

/** Whether a commit message says exactly what its event says, with or without a state. */
export function isMessageOf(message: string, event: Event, digest: Digest): boolean {
  const state = message.includes("\nBrevet-State: ") ? statePart.exec(message)?.[1] : null;
  return message === toMessage(event, digest, (state ?? null) as Digest | null);
}

const statePart = /\nBrevet-State: (sha256-[A-Za-z0-9_-]{43})\n$/;

function trailersOf(event: Event, digest: Digest): string {
  const tell = facts[event.type] as ((event: TypedEvent) => Facts) | undefined;
  const { subject, entitlement, until, by = [] } = tell?.(typed(event)) ?? {};
  return (
    trailer("Brevet-Event", event.type) +
    trailer("Brevet-Seq", String(event.seq)) +
    trailer("Brevet-Grant", event.grant) +
    trailer("Brevet-Subject", subject) +
    trailer("Brevet-Resource", entitlement) +
    trailer("Brevet-Until", until) +
    peopleOf(by)
      .map((person) => `Brevet-Approved-By: ${plain(person)}\n`)
      .join("") +
    trailer("Brevet-Digest", digest)
  );
}

/** Its line; none where there is nothing to say. */
function trailer(name: string, value: string | null | undefined): string {
  return value ? `${name}: ${plain(value)}\n` : "";
}

interface Facts {
  readonly subject?: string | null;
  readonly entitlement?: string | null;
  readonly until?: string;
  readonly by?: readonly { readonly by: string }[];
}

const judgedFacts = ({ subject, entitlement, approvals }: JudgedBody): Facts => ({
  subject,
  entitlement,
  by: approvals,
});
const ownFacts = ({ body }: { readonly body: Facts }): Facts => body;

const facts: { readonly [Type in EventType]?: (event: EventOf<Type>) => Facts } = {
  admitted: ({ body }) => ({ ...judgedFacts(body.judged), until: body.lease.until }),
  refused: ({ body }) => (body.judged === null ? {} : { ...judgedFacts(body.judged), by: [] }),
  starting: ownFacts,
  activated: ownFacts,
  adjusted: ownFacts,
  start_failed: ownFacts,
  ended: ownFacts,
  end_failed: ownFacts,
  rules_accepted: ownFacts,
  thawed: ownFacts,
  recovered: ownFacts,
};

function peopleOf(signed: readonly { readonly by: string }[]): string[] {
  return [...new Set(signed.map(({ by }) => by))].sort();
}

/** One line of printable ASCII: nothing that a request brought can begin a line, a paragraph or a trailer. */
function plain(text: string): string {
  return (notPlain.test(text) ? text.replaceAll(/[^ -~]+/g, "?") : text).slice(0, 500);
}

const notPlain = /[^ -~]/;
