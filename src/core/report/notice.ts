import type { XStatic } from "typebox/schema";
import type { Grant } from "../grant/grant.ts";
import { isEvent } from "../ledger/event-of.ts";
import type { Event } from "../ledger/event.ts";
import { sentence } from "../ledger/sentence.ts";
import type { Untold } from "../ledger/untold.ts";
import { formatInstant } from "../time/format-instant.ts";

/** What people are told: because a rule says that they must be, or of an event that their notifier names. Nothing in it was written by who asked. */
export const noticeSchema = {
  $id: "urn:brevet:notice",
  title: "Notice",
  description:
    "What a webhook is sent where a rule says that somebody must be told of a grant, and of events that it names.",
  type: "object",
  additionalProperties: false,
  required: [
    "v",
    "kind",
    "repository",
    "event",
    "seq",
    "more",
    "to",
    "grant",
    "subject",
    "requester",
    "entitlement",
    "target",
    "from",
    "until",
    "emergency",
    "approved_by",
    "text",
  ],
  properties: {
    v: { const: 1 },
    kind: { enum: ["obligation", "event"] },
    repository: { type: "string", description: "The repository_id of brevet.yaml." },
    event: { type: ["string", "null"], description: "What happened, in the words of `on`; null for an obligation." },
    seq: { type: ["integer", "null"], description: "Of the event, in the ledger." },
    more: {
      type: "integer",
      minimum: 0,
      description: "As many events of that kind happened with it, and are not told alone.",
    },
    to: { type: ["string", "null"], description: "Who must be told: team:… or person:…; null for an event." },
    grant: { type: ["string", "null"], description: "The id of the request; null where the event is about none." },
    subject: { type: ["string", "null"], description: "This and what follows: null where no grant is known." },
    requester: { type: ["string", "null"] },
    entitlement: { type: ["string", "null"] },
    target: { type: ["string", "null"] },
    from: { type: ["string", "null"], format: "date-time" },
    until: { type: ["string", "null"], format: "date-time" },
    emergency: { type: "boolean" },
    approved_by: { type: "array", items: { type: "string" } },
    text: { type: "string", description: "The same in a sentence." },
  },
} as const;

/** The content of one notice. Told twice, where nobody knows whether the first was: by `grant` and `to` it is the same. */
export type Notice = XStatic<typeof noticeSchema>;

/** The notice to who must be told of a grant. */
export function toNotice({ grant, to }: Untold, repository: string): Notice {
  const { id, subject, entitlement, lease, emergency } = grant;
  const [from, until] = [formatInstant(lease.from), formatInstant(lease.until)];
  const about = aboutGrant(grant);
  const agreed = about.approved_by;
  const by = agreed.length === 0 ? "nobody had to agree" : `agreed by ${agreed.join(", ")}`;
  return {
    ...{ v: 1, kind: "obligation", repository, event: null, seq: null, more: 0, to, grant: id },
    ...about,
    text: `For ${to}: ${subject} gets ${entitlement} from ${from} to ${until} (${id}; ${emergency ? "emergency; " : ""}${by}).`,
  };
}

/** The notice of an event. grant: the one it is about, as it was after it; more: such events that are told with it. */
export function toEventNotice(
  { event, grant, more }: { readonly event: Event; readonly grant: Grant | null; readonly more: number },
  repository: string,
): Notice {
  const about = grant === null ? aboutNothing : aboutGrant(grant);
  const others = more === 0 ? "" : ` And ${more} more ${more === 1 ? "event" : "events"} of this kind.`;
  return {
    ...{ v: 1, kind: "event", repository, event: toldAs(event), seq: event.seq, more, to: null, grant: event.grant },
    ...about,
    text: `${sentence(event)}${event.grant === null ? "" : ` (${event.grant})`}.${others}`,
  };
}

/** What an event is called where people say what they want to be told. */
export function toldAs(event: Event): string {
  return isEvent(event, "refused") && event.body.code === "PENDING" ? "pending" : event.type;
}

type About = Pick<
  Notice,
  "subject" | "requester" | "entitlement" | "target" | "from" | "until" | "emergency" | "approved_by"
>;

const aboutNothing: About = {
  ...{ subject: null, requester: null, entitlement: null, target: null, from: null, until: null },
  ...{ emergency: false, approved_by: [] },
};

function aboutGrant({ subject, requester, entitlement, effect, lease, emergency, approvals }: Grant): About {
  const [from, until] = [formatInstant(lease.from), formatInstant(lease.until)];
  const agreed = [...new Set(approvals.map(({ by }) => by))].sort();
  return { subject, requester, entitlement, target: effect.target, from, until, emergency, approved_by: agreed };
}
