import type { XStatic } from "typebox/schema";

/**
 * The version of the schema below, by which what was once asked is read for ever: whatever changes but its words makes it one
 * more, and fields only ever come (docs/adr/0026). Rules do not see it: they judge a request, not who asks.
 */
export const inputVersion = 1;

/**
 * What a policy is asked: everything it may know of one request, in one document. Every field is always there
 * (null, never absent), so that no rule can stop at an undefined value. Lengths of time are seconds, moments
 * seconds since 1970, minutes those of the day, weekday 0 a Sunday; lists of ids are sorted.
 */
export const policyInputSchema = {
  $id: "urn:brevet:policy-input",
  title: "Policy input",
  type: "object",
  additionalProperties: false,
  required: [
    "phase",
    "time",
    "change",
    "request",
    "requester",
    "subject",
    "vendor",
    "resource",
    "role",
    "target",
    "history",
    "approvals",
    "evidence",
    "objections",
  ],
  properties: {
    phase: {
      enum: ["check", "admit", "activate"],
      description: "Why it is asked: before the merge, at the merge, or at a later start.",
    },
    time: {
      type: "object",
      description: "One instant, in three time zones; and the first and last second of the lease.",
      additionalProperties: false,
      required: ["epoch", "utc", "subject", "resource", "from", "until"],
      properties: {
        epoch: { type: "integer", description: "Now: the engine's one clock reading." },
        utc: { $ref: "#/$defs/wall" },
        subject: { $ref: "#/$defs/wall" },
        resource: { $ref: "#/$defs/wall" },
        from: { $ref: "#/$defs/walls", description: "When the lease begins." },
        until: { $ref: "#/$defs/walls", description: "Its last second." },
      },
    },
    change: {
      type: "object",
      additionalProperties: false,
      required: ["kind", "source", "number"],
      properties: {
        kind: { enum: ["added", "removed", "modified"], description: "What the change does to the request's file." },
        source: { enum: ["github", "plain"], description: "The forge that it was reviewed on." },
        number: { type: ["integer", "null"], description: "The pull request's." },
      },
    },
    request: {
      type: "object",
      additionalProperties: false,
      required: [
        "id",
        "entitlement",
        "digest",
        "effect",
        "seconds",
        "start",
        "reason",
        "private",
        "ticket",
        "emergency",
        "extends",
        "chain",
      ],
      properties: {
        id: { type: "string", description: "The path of its file below requests/, without .yaml." },
        entitlement: { type: "string", description: "namespace/resource:role" },
        digest: { type: "string", description: "Of what is asked, whatever the file's form." },
        effect: { type: "string", description: "Of what it would really do at the target." },
        seconds: { type: "integer", description: "How long it is asked for." },
        start: { type: "integer", description: "When the lease begins; now, where the request names no start." },
        reason: { type: "string", description: "As it was written." },
        private: { $ref: "#/$defs/ids", description: "What the reason seems to hold: card, email, iban." },
        ticket: { type: ["string", "null"], description: "The ticket that the request names." },
        emergency: { type: "boolean", description: "Whether it asks as an emergency." },
        extends: { type: ["string", "null"], description: "The id of the grant that it goes on from." },
        chain: {
          type: "object",
          description: "All leases of this subject and entitlement less than an hour apart, this one included.",
          additionalProperties: false,
          required: ["seconds", "links"],
          properties: { seconds: { type: "integer" }, links: { type: "integer" } },
        },
      },
    },
    requester: {
      type: "object",
      description: "Who asks: never a workload.",
      additionalProperties: false,
      required: ["id", "kind", "teams", "vendor", "manager", "suspended", "timezone", "attributes"],
      properties: {
        id: { type: "string", description: "Its key in people.yaml." },
        kind: { enum: ["person", "vendor"], description: "A person of ours, or a vendor's." },
        teams: { $ref: "#/$defs/ids" },
        vendor: { type: ["string", "null"], description: "The vendor's id." },
        manager: { type: ["string", "null"], description: "A person's id." },
        suspended: { type: "boolean", description: "Whether the catalog suspends this person." },
        timezone: { type: "string" },
        attributes: { $ref: "#/$defs/attributes" },
      },
    },
    subject: {
      type: "object",
      description: "Who gets access.",
      additionalProperties: false,
      required: [
        "id",
        "kind",
        "teams",
        "vendor",
        "manager",
        "suspended",
        "verified_until",
        "owner",
        "repository",
        "environment",
        "timezone",
        "attributes",
      ],
      properties: {
        id: { type: "string", description: "Its key in people.yaml or workloads.yaml." },
        kind: { enum: ["person", "vendor", "workload"], description: "One of ours, a vendor's person, or a program." },
        teams: { $ref: "#/$defs/ids" },
        vendor: { type: ["string", "null"], description: "The vendor's id." },
        manager: { type: ["string", "null"], description: "A person's id." },
        suspended: { type: "boolean", description: "Whether the catalog suspends this person." },
        verified_until: {
          type: ["integer", "null"],
          description: "How long a look at a vendor's person's identity holds.",
        },
        owner: { type: ["string", "null"], description: "A workload's: person:<id> or team:<id>." },
        repository: { type: ["string", "null"], description: "A workload's." },
        environment: { type: ["string", "null"], description: "A workload's." },
        timezone: { type: "string" },
        attributes: { $ref: "#/$defs/attributes" },
      },
    },
    vendor: {
      description: "The subject's, where the subject is a vendor's person.",
      anyOf: [
        { type: "null" },
        {
          type: "object",
          additionalProperties: false,
          required: [
            "id",
            "name",
            "tier",
            "owner",
            "contract_end",
            "review_by",
            "dpa",
            "country",
            "data",
            "segment",
            "addresses",
            "attributes",
          ],
          properties: {
            id: { type: "string", description: "Its key in vendors.yaml." },
            name: { type: "string", description: "As people call it." },
            tier: { $ref: "#/$defs/tier", description: "How much harm it could do." },
            owner: { type: "string", description: "The person inside who answers for it." },
            contract_end: { type: ["integer", "null"], description: "The end of the contract's last day." },
            review_by: {
              type: ["integer", "null"],
              description: "The end of the day by which its entry is looked at.",
            },
            dpa: { type: ["string", "null"], description: "The agreement on processing data." },
            country: { type: ["string", "null"], description: "ISO 3166-1, two letters." },
            data: { $ref: "#/$defs/ids", description: "Categories of data that it may see." },
            segment: { $ref: "#/$defs/ids", description: "namespace/* or namespace/resource; none: all that name it." },
            addresses: { $ref: "#/$defs/ids", description: "Blocks that its people come from; none: any." },
            attributes: { $ref: "#/$defs/attributes" },
          },
        },
      ],
    },
    resource: {
      type: "object",
      additionalProperties: false,
      required: ["id", "title", "tier", "data", "owners", "timezone", "attributes"],
      properties: {
        id: { type: "string", description: "namespace/resource" },
        title: { type: "string", description: "As people call it." },
        tier: { $ref: "#/$defs/tier", description: "How much harm its loss would do." },
        data: { $ref: "#/$defs/ids", description: "Categories of data that it holds." },
        owners: { $ref: "#/$defs/ids", description: "team:<id> or person:<id>." },
        timezone: { type: "string" },
        attributes: { $ref: "#/$defs/attributes" },
      },
    },
    role: {
      type: "object",
      additionalProperties: false,
      required: ["id", "max", "max_chain", "eligible", "attributes"],
      properties: {
        id: { type: "string", description: "Its name below the resource." },
        max: { type: "integer", description: "The longest lease." },
        max_chain: { type: "integer", description: "The longest chain of leases." },
        eligible: { $ref: "#/$defs/ids", description: "team:<id>, vendor:<id>, person:<id> or workload:<id>." },
        attributes: { $ref: "#/$defs/attributes" },
      },
    },
    target: {
      type: "object",
      additionalProperties: false,
      required: ["id", "kind", "expiry", "ends_sessions", "keeps"],
      properties: {
        id: { type: "string", description: "Its name in brevet.yaml." },
        kind: { type: "string", description: "Such as postgres or x509." },
        expiry: { enum: ["enforced", "at-login", "swept", "none"], description: "Who ends access there, and when." },
        ends_sessions: { type: "boolean", description: "Whether open sessions can be cut there." },
        keeps: { $ref: "#/$defs/ids", description: "The kinds of obligation that it can keep." },
      },
    },
    history: {
      type: "object",
      description:
        "What the ledger says, with what this very run or change admitted before; never this request. It reaches back 31 days. Requests are those judged at a merge.",
      additionalProperties: false,
      required: [
        "overlapping",
        "same_active",
        "requests_1h",
        "requests_24h",
        "requests_30d",
        "grants_24h",
        "grants_30d",
        "first_in_31d",
        "resources_24h",
        "unused_30d",
        "emergencies_30d",
        "seconds_30d",
        "hours",
        "vendor",
        "resource",
        "approved_for",
        "overdue_reviews",
        "minutes_since_last",
      ],
      properties: {
        overlapping: {
          type: "array",
          description: "The subject's grants whose lease overlaps the one asked for.",
          items: {
            type: "object",
            additionalProperties: false,
            required: ["grant", "entitlement", "from", "until"],
            properties: {
              grant: { type: "string", description: "The id of its request." },
              entitlement: { type: "string", description: "namespace/resource:role" },
              from: { type: "integer", description: "When its lease begins." },
              until: { type: "integer", description: "When its lease ends." },
            },
          },
        },
        same_active: { type: "integer", description: "Active grants of the subject on this entitlement." },
        requests_1h: { type: "integer", description: "Requests for the subject in an hour." },
        requests_24h: { type: "integer", description: "Requests for the subject in 24 hours." },
        requests_30d: { type: "integer", description: "Requests for the subject in 30 days." },
        grants_24h: { type: "integer", description: "Grants of the subject in 24 hours." },
        grants_30d: { type: "integer", description: "Grants of the subject in 30 days." },
        first_in_31d: { type: "boolean", description: "No grant of the subject on this entitlement in 31 days." },
        resources_24h: {
          type: "integer",
          description: "Resources that the subject asked for in 24 hours, this one included.",
        },
        unused_30d: {
          type: "integer",
          description: "Grants of the subject in 30 days that were over before they gave anything.",
        },
        emergencies_30d: { type: "integer", description: "Emergency grants of the subject in 30 days." },
        seconds_30d: {
          type: "integer",
          description:
            "How long the subject has had this entitlement in the 30 days before this lease ends, this lease included.",
        },
        hours: {
          type: "object",
          description: "When the subject asked before, by the clock of its own time zone.",
          additionalProperties: false,
          required: ["known", "near"],
          properties: {
            known: { type: "integer", description: "Requests in 31 days, 200 at most." },
            near: { type: "integer", description: "Those within two hours of this time of the day." },
          },
        },
        vendor: { $ref: "#/$defs/tally", description: "Of all people of the subject's vendor; 0 without one." },
        resource: { $ref: "#/$defs/tally", description: "For this resource, by anybody." },
        approved_for: {
          type: "array",
          description: "Whose grants the requester or the subject agreed to, and how many days ago last.",
          items: {
            type: "object",
            additionalProperties: false,
            required: ["who", "days"],
            properties: { who: { type: "string" }, days: { type: "integer" } },
          },
        },
        overdue_reviews: { type: "integer", description: "Reviews of the subject's grants that are overdue." },
        minutes_since_last: {
          type: ["integer", "null"],
          description: "Since the subject's last grant on this entitlement ended, where one did in 31 days.",
        },
      },
    },
    approvals: {
      type: "array",
      description: "Of each person's agreements the newest of each quality of key, at most.",
      items: {
        type: "object",
        additionalProperties: false,
        required: ["by", "teams", "via", "hardware", "user_verified", "seconds_after_request", "age_at_most"],
        properties: {
          by: { type: "string", description: "Who agreed." },
          teams: { $ref: "#/$defs/ids" },
          via: { enum: ["github", "signature"], description: "How: a review, or a signed statement." },
          hardware: { type: "boolean", description: "Signed with a key that the catalog vouches for as hardware." },
          user_verified: { type: "boolean", description: "The same, with its PIN or finger." },
          seconds_after_request: {
            type: ["integer", "null"],
            description: "Null where the forge keeps no such times.",
          },
          age_at_most: {
            type: ["integer", "null"],
            description: "Seconds since the review, or the event it had seen.",
          },
        },
      },
    },
    evidence: {
      type: "object",
      description: "Facts observed outside, when it was asked.",
      additionalProperties: false,
      required: ["on_call", "ticket", "sources"],
      properties: {
        on_call: {
          description: "Who is on call. Null: no source is configured; not known: none could tell.",
          anyOf: [
            { type: "null" },
            {
              type: "object",
              additionalProperties: false,
              required: ["known", "people"],
              properties: { known: { type: "boolean" }, people: { $ref: "#/$defs/ids" } },
            },
          ],
        },
        ticket: {
          description:
            "The request's ticket. Null: no source is configured, or no ticket named; not known: none could tell.",
          anyOf: [
            { type: "null" },
            {
              type: "object",
              additionalProperties: false,
              required: ["known", "state"],
              properties: {
                known: { type: "boolean", description: "Whether the source answered." },
                state: { enum: ["open", "closed", "missing", null], description: "Null: not known." },
              },
            },
          ],
        },
        sources: {
          description: "Who was asked, when, and whether there was an answer.",
          type: "array",
          items: {
            type: "object",
            additionalProperties: false,
            required: ["name", "at", "state"],
            properties: {
              name: { type: "string", description: "As brevet.yaml calls it." },
              at: { type: "integer", description: "When it was asked." },
              state: { enum: ["known", "unknown"], description: "Whether it answered." },
            },
          },
        },
      },
    },
    objections: {
      type: "array",
      items: {
        type: "object",
        additionalProperties: false,
        required: ["by"],
        properties: { by: { type: "string" } },
      },
    },
  },
  $defs: {
    ids: { type: "array", items: { type: "string" } },
    tier: { enum: ["low", "moderate", "high", "critical"] },
    attributes: {
      type: "object",
      description: "The organisation's own, as its catalog says.",
      additionalProperties: {},
    },
    tally: {
      type: "object",
      additionalProperties: false,
      required: ["requests_24h", "requests_30d", "grants_24h", "grants_30d"],
      properties: {
        requests_24h: { type: "integer" },
        requests_30d: { type: "integer" },
        grants_24h: { type: "integer" },
        grants_30d: { type: "integer" },
      },
    },
    walls: {
      type: "object",
      additionalProperties: false,
      required: ["subject", "resource"],
      properties: { subject: { $ref: "#/$defs/wall" }, resource: { $ref: "#/$defs/wall" } },
    },
    wall: {
      type: "object",
      additionalProperties: false,
      required: ["date", "weekday", "minute"],
      properties: {
        date: { type: "string", description: "Such as 2026-11-22." },
        weekday: { type: "integer", description: "0 is Sunday." },
        minute: { type: "integer", description: "Of the day: 600 is ten o'clock." },
      },
    },
  },
} as const;

/** The one document that rules read beside `data.org`. */
export type PolicyInput = XStatic<typeof policyInputSchema>;
