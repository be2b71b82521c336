import type { XStatic } from "typebox/schema";
import type { Untold } from "../ledger/untold.ts";
import { formatInstant } from "../time/format-instant.ts";

/** What people are told because a rule says that they must be. Nothing in it was written by who asked. */
export const noticeSchema = {
  $id: "urn:brevet:notice",
  title: "Notice",
  description: "What a webhook is sent where a rule says that somebody must be told of a grant.",
  type: "object",
  additionalProperties: false,
  required: [
    "v",
    "kind",
    "repository",
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
    kind: { const: "obligation" },
    repository: { type: "string", description: "The repository_id of brevet.yaml." },
    to: { type: "string", description: "Who must be told: team:… or person:…" },
    grant: { type: "string", description: "The id of the request." },
    subject: { type: "string" },
    requester: { type: "string" },
    entitlement: { type: "string" },
    target: { type: "string" },
    from: { type: "string", format: "date-time" },
    until: { type: "string", format: "date-time" },
    emergency: { type: "boolean" },
    approved_by: { type: "array", items: { type: "string" } },
    text: { type: "string", description: "The same in a sentence." },
  },
} as const;

/** The content of one notice. Told twice, where nobody knows whether the first was: by `grant` and `to` it is the same. */
export type Notice = XStatic<typeof noticeSchema>;

/** The notice to who must be told of a grant. */
export function toNotice({ grant, to }: Untold, repository: string): Notice {
  const { id, subject, requester, entitlement, effect, lease, emergency } = grant;
  const [from, until] = [formatInstant(lease.from), formatInstant(lease.until)];
  const agreed = [...new Set(grant.approvals.map(({ by }) => by))].sort();
  const by = agreed.length === 0 ? "nobody had to agree" : `agreed by ${agreed.join(", ")}`;
  return {
    v: 1,
    kind: "obligation",
    repository,
    to,
    grant: id,
    subject,
    requester,
    entitlement,
    target: effect.target,
    from,
    until,
    emergency,
    approved_by: agreed,
    text: `For ${to}: ${subject} gets ${entitlement} from ${from} to ${until} (${id}; ${emergency ? "emergency; " : ""}${by}).`,
  };
}
