import type { XStatic } from "typebox/schema";

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
      description: "One instant, in three time zones.",
      additionalProperties: false,
      required: ["epoch", "utc", "subject", "resource"],
      properties: {
        epoch: { type: "integer" },
        utc: { $ref: "#/$defs/wall" },
        subject: { $ref: "#/$defs/wall" },
        resource: { $ref: "#/$defs/wall" },
      },
    },
    change: {
      type: "object",
      additionalProperties: false,
      required: ["kind", "source", "number"],
      properties: {
        kind: { enum: ["added", "removed", "modified"] },
        source: { enum: ["github", "plain"] },
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
        "ticket",
        "emergency",
        "extends",
        "chain",
      ],
      properties: {
        id: { type: "string" },
        entitlement: { type: "string", description: "namespace/resource:role" },
        digest: { type: "string" },
        effect: { type: "string" },
        seconds: { type: "integer" },
        start: { type: "integer", description: "When the lease begins; now, where the request names no start." },
        reason: { type: "string" },
        ticket: { type: ["string", "null"] },
        emergency: { type: "boolean" },
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
      required: ["id", "kind", "teams", "vendor", "manager", "timezone", "attributes"],
      properties: {
        id: { type: "string" },
        kind: { enum: ["person", "vendor"] },
        teams: { $ref: "#/$defs/ids" },
        vendor: { type: ["string", "null"] },
        manager: { type: ["string", "null"] },
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
        "owner",
        "repository",
        "environment",
        "timezone",
        "attributes",
      ],
      properties: {
        id: { type: "string" },
        kind: { enum: ["person", "vendor", "workload"] },
        teams: { $ref: "#/$defs/ids" },
        vendor: { type: ["string", "null"] },
        manager: { type: ["string", "null"] },
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
          required: ["id", "name", "tier", "owner", "contract_end", "dpa", "data", "attributes"],
          properties: {
            id: { type: "string" },
            name: { type: "string" },
            tier: { $ref: "#/$defs/tier" },
            owner: { type: "string", description: "The person inside who answers for it." },
            contract_end: { type: ["integer", "null"], description: "The end of the contract's last day." },
            dpa: { type: ["string", "null"] },
            data: { $ref: "#/$defs/ids" },
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
        title: { type: "string" },
        tier: { $ref: "#/$defs/tier" },
        data: { $ref: "#/$defs/ids" },
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
        id: { type: "string" },
        max: { type: "integer" },
        max_chain: { type: "integer" },
        eligible: { $ref: "#/$defs/ids", description: "team:<id>, vendor:<id>, person:<id> or workload:<id>." },
        attributes: { $ref: "#/$defs/attributes" },
      },
    },
    target: {
      type: "object",
      additionalProperties: false,
      required: ["id", "kind", "expiry", "ends_sessions", "keeps"],
      properties: {
        id: { type: "string" },
        kind: { type: "string" },
        expiry: { enum: ["enforced", "at-login", "swept", "none"], description: "Who ends access there, and when." },
        ends_sessions: { type: "boolean", description: "Whether open sessions can be cut there." },
        keeps: { $ref: "#/$defs/ids", description: "The kinds of obligation that it can keep." },
      },
    },
    history: {
      type: "object",
      description:
        "What the ledger says of this subject, with what this very run or change admitted before; never this request.",
      additionalProperties: false,
      required: [
        "overlapping",
        "same_active",
        "requests_24h",
        "grants_30d",
        "first_in_31d",
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
              grant: { type: "string" },
              entitlement: { type: "string" },
              from: { type: "integer" },
              until: { type: "integer" },
            },
          },
        },
        same_active: { type: "integer", description: "Active grants of the subject on this entitlement." },
        requests_24h: { type: "integer", description: "Requests for the subject judged at a merge in 24 hours." },
        grants_30d: { type: "integer" },
        first_in_31d: { type: "boolean", description: "No grant of the subject on this entitlement in 31 days." },
        overdue_reviews: { type: "integer" },
        minutes_since_last: {
          type: ["integer", "null"],
          description: "Since the subject's last grant on this entitlement ended, where one did in 31 days.",
        },
      },
    },
    approvals: {
      type: "array",
      items: {
        type: "object",
        additionalProperties: false,
        required: ["by", "teams", "via", "hardware", "user_verified", "seconds_after_request", "age_at_most"],
        properties: {
          by: { type: "string" },
          teams: { $ref: "#/$defs/ids" },
          via: { enum: ["github", "signature"] },
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
      description: "Facts observed outside; null until a source for them is configured.",
      additionalProperties: false,
      required: ["on_call", "ticket", "sources"],
      properties: {
        on_call: { type: "null" },
        ticket: { type: "null" },
        sources: {
          type: "array",
          items: {
            type: "object",
            additionalProperties: false,
            required: ["name", "at", "state"],
            properties: {
              name: { type: "string" },
              at: { type: "integer" },
              state: { enum: ["known", "unknown"] },
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
    wall: {
      type: "object",
      additionalProperties: false,
      required: ["date", "weekday", "minute"],
      properties: {
        date: { type: "string" },
        weekday: { type: "integer" },
        minute: { type: "integer" },
      },
    },
  },
} as const;

/** The one document that rules read beside `data.org`. */
export type PolicyInput = XStatic<typeof policyInputSchema>;
