import type { XStatic } from "typebox/schema";

/** `policies/catalog/org.yaml` as people write it: what an organisation decides once for all. */
export const orgSchema = {
  $id: "urn:brevet:org",
  title: "Organisation",
  type: "object",
  additionalProperties: false,
  required: ["timezone", "rules"],
  properties: {
    timezone: { type: "string", maxLength: 64, description: "Where days begin and end, such as Europe/Berlin." },
    rules: {
      type: "object",
      description: "Who accepts changes of the rules: {from: [team:security], count: 1}.",
      additionalProperties: false,
      required: ["from"],
      properties: {
        from: {
          type: "array",
          description: "Ids of people, or team:<id>.",
          minItems: 1,
          maxItems: 32,
          uniqueItems: true,
          items: {
            type: "string",
            pattern: "^(?:(?:person|team):)?[a-z0-9][a-z0-9-]{0,62}$",
            description: "The id of a person, or team:<id>.",
          },
        },
        count: { type: "integer", minimum: 1, maximum: 100, description: "How many of them; else 1." },
        self: { type: "boolean", description: "true: the only one of them may accept what that one wrote." },
      },
    },
    admission_window: {
      type: "string",
      maxLength: 64,
      description: "How long after its merge a request may still be admitted: 24h, at most 31d.",
    },
    approvals: {
      type: "object",
      description: "Who agrees, by the tier of the resource: {critical: {second: [team:security]}}.",
      additionalProperties: false,
      properties: {
        low: { $ref: "#/$defs/approval" },
        moderate: { $ref: "#/$defs/approval" },
        high: { $ref: "#/$defs/approval" },
        critical: { $ref: "#/$defs/approval" },
      },
    },
    toxic_pairs: {
      type: "array",
      description: "Two entitlements that one subject may not hold at once: [[a/b:read, a/c:write]].",
      maxItems: 1000,
      items: {
        type: "array",
        minItems: 2,
        maxItems: 2,
        uniqueItems: true,
        items: {
          type: "string",
          pattern: "^[a-z0-9][a-z0-9-]{0,62}/[a-z0-9][a-z0-9-]{0,62}:[a-z0-9][a-z0-9-]{0,62}$",
        },
      },
    },
    budgets: {
      type: "object",
      description: "How much may be asked for: {requests_24h: 20}. Days have 24 hours, months 30 days.",
      additionalProperties: false,
      properties: {
        requests_24h: { type: "integer", minimum: 1, description: "Requests for one subject in 24 hours." },
        requests_30d: { type: "integer", minimum: 1, description: "Requests for one subject in 30 days." },
        grants_24h: { type: "integer", minimum: 1, description: "Grants of one subject in 24 hours." },
        grants_30d: { type: "integer", minimum: 1, description: "Grants of one subject in 30 days." },
        vendor_requests_24h: {
          type: "integer",
          minimum: 1,
          description: "Requests for a vendor's people in 24 hours.",
        },
        vendor_requests_30d: { type: "integer", minimum: 1, description: "Requests for a vendor's people in 30 days." },
        vendor_grants_24h: { type: "integer", minimum: 1, description: "Grants of a vendor's people in 24 hours." },
        vendor_grants_30d: { type: "integer", minimum: 1, description: "Grants of a vendor's people in 30 days." },
        resource_requests_24h: { type: "integer", minimum: 1, description: "Requests for one resource in 24 hours." },
        resource_requests_30d: { type: "integer", minimum: 1, description: "Requests for one resource in 30 days." },
        resource_grants_24h: { type: "integer", minimum: 1, description: "Grants on one resource in 24 hours." },
        resource_grants_30d: { type: "integer", minimum: 1, description: "Grants on one resource in 30 days." },
      },
    },
    limits: {
      type: "object",
      description:
        "Stricter than the role's own: {minimum: 5m, links: 4, tiers: {critical: {max: 4h, total_30d: 5d}}}.",
      additionalProperties: false,
      properties: {
        minimum: { $ref: "#/$defs/duration", description: "The shortest lease." },
        links: { type: "integer", minimum: 1, maximum: 1000, description: "The most leases in one chain." },
        tiers: { $ref: "#/$defs/limits", description: "By the tier of the resource." },
        vendors: { $ref: "#/$defs/limits", description: "Of vendors' people, by the tier of the vendor." },
      },
    },
    hours: {
      type: "object",
      description: 'Business hours: {days: [mon, fri], from: "08:00", to: "18:00", tiers: [critical]}.',
      additionalProperties: false,
      required: ["days", "from", "to", "tiers"],
      properties: {
        days: {
          type: "array",
          minItems: 1,
          uniqueItems: true,
          items: { enum: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] },
        },
        from: { $ref: "#/$defs/clock", description: "When they begin, such as 08:00." },
        to: { $ref: "#/$defs/clock", description: "When they end, such as 18:00; 24:00 is the day's end." },
        of: { enum: ["resource", "subject"], description: "Whose clock counts; else the resource's." },
        tiers: { $ref: "#/$defs/tiers", description: "Of which resources." },
        outside: { $ref: "#/$defs/people", description: "Who must agree outside them; where nobody is named, denied." },
      },
    },
    holidays: {
      type: "array",
      description: "Days on which business hours do not count: [2026-12-25].",
      maxItems: 1000,
      uniqueItems: true,
      items: { type: "string", maxLength: 10 },
    },
    freezes: {
      type: "array",
      description:
        "Times without new access but in emergencies: [{name: year end, from: 2026-12-20, until: 2027-01-02}].",
      maxItems: 100,
      items: {
        type: "object",
        additionalProperties: false,
        required: ["name", "from", "until"],
        properties: {
          name: {
            type: "string",
            maxLength: 100,
            pattern: "^\\S(?:[^\\n]*\\S)?$",
            description: "What people call it.",
          },
          from: { type: "string", maxLength: 35, description: "The first day, or a moment with its offset." },
          until: { type: "string", maxLength: 35, description: "The last day, or a moment with its offset." },
          tiers: { $ref: "#/$defs/tiers", description: "Of which resources; else of all." },
          resources: { $ref: "#/$defs/resources", description: "Which of them, such as payments/*; else all." },
        },
      },
    },
    emergency: {
      type: "object",
      description: "Break-glass: {eligible: [team:on-call], tiers: [critical], max: 1h, review: [team:security]}.",
      additionalProperties: false,
      required: ["eligible", "tiers", "max"],
      properties: {
        eligible: { $ref: "#/$defs/people", description: "Who may: ids of people, or team:<id>." },
        tiers: { $ref: "#/$defs/tiers", description: "For which resources." },
        max: { $ref: "#/$defs/duration", description: "The longest, 4h at most." },
        at_once: { type: "boolean", description: "true: nobody has to agree before; somebody looks afterwards." },
        review: {
          $ref: "#/$defs/people",
          description: "Who looks within a day afterwards; else the resource's owners.",
        },
        notify: { $ref: "#/$defs/people", description: "Who is told at once." },
        most_30d: { type: "integer", minimum: 1, description: "The most for one person in 30 days." },
      },
    },
    tickets: {
      type: "object",
      description: "Which requests name a ticket: {tiers: [critical], pattern: ^INC-[0-9]+$, like: INC-4211}.",
      additionalProperties: false,
      required: ["tiers"],
      properties: {
        tiers: { $ref: "#/$defs/tiers" },
        pattern: { type: "string", maxLength: 200, description: "How one looks (RE2); else as INC-4211." },
        like: { type: "string", maxLength: 64, description: "One, as an example." },
        open: { type: "boolean", description: "true: the source of tickets says that it is open." },
      },
    },
    reasons: {
      type: "object",
      description: "What a reason is: {least: 20, boilerplate: [debugging]}.",
      additionalProperties: false,
      properties: {
        least: {
          type: "integer",
          minimum: 10,
          maximum: 2000,
          description: "The fewest characters, where what stands between words counts as one.",
        },
        boilerplate: {
          type: "array",
          description: "Reasons that say nothing, whatever their case and punctuation.",
          maxItems: 100,
          items: { type: "string", minLength: 1, maxLength: 200 },
        },
        private: { type: "boolean", description: "false: what looks like customer data in a reason is let be." },
      },
    },
    sources: {
      type: "object",
      description: "From where access works: {tiers: {critical: [10.0.0.0/8]}, vendors: [192.0.2.0/24]}.",
      additionalProperties: false,
      properties: {
        tiers: {
          type: "object",
          additionalProperties: false,
          properties: {
            low: { $ref: "#/$defs/addresses" },
            moderate: { $ref: "#/$defs/addresses" },
            high: { $ref: "#/$defs/addresses" },
            critical: { $ref: "#/$defs/addresses" },
          },
        },
        vendors: { $ref: "#/$defs/addresses", description: "For vendors' people." },
      },
    },
    data: {
      type: "object",
      description: "Who else agrees, by category of data: {personal: [team:security]}.",
      propertyNames: { pattern: "^[a-z0-9][a-z0-9_-]{0,62}$", description: "A category, such as personal." },
      additionalProperties: { $ref: "#/$defs/people" },
    },
    vendors: {
      type: "object",
      description:
        "What vendors need: {complete: [dpa, country, review_by], check: {tiers: [high], from: [team:security]}}.",
      additionalProperties: false,
      properties: {
        complete: {
          type: "array",
          description: "What an entry of vendors.yaml must say before its people get anything.",
          uniqueItems: true,
          items: { enum: ["dpa", "country", "review_by", "data", "segment", "addresses"] },
        },
        within_data: { type: "boolean", description: "true: only resources whose data the entry names." },
        check: {
          type: "object",
          description: "A second look at who asks, by the tier of the vendor.",
          additionalProperties: false,
          required: ["tiers", "from"],
          properties: {
            tiers: { $ref: "#/$defs/tiers" },
            from: { $ref: "#/$defs/people" },
            need: { $ref: "#/$defs/need" },
          },
        },
        verified: {
          type: "boolean",
          description: "true: their identity was verified, and verified_until is not over.",
        },
      },
    },
    anomalies: {
      type: "object",
      description: "What is unusual, and what then: {burst: {most: 5, then: stage}, from: [team:security]}.",
      additionalProperties: false,
      properties: {
        from: { $ref: "#/$defs/people", description: "Who agrees (stage), or is told (notify)." },
        burst: { $ref: "#/$defs/most", description: "Requests of one subject within an hour." },
        resources: { $ref: "#/$defs/most", description: "Resources asked for by one subject within 24 hours." },
        unused: { $ref: "#/$defs/most", description: "Grants in 30 days that gave nothing before they were over." },
        hour: {
          type: "object",
          description: "At an hour that the subject never asked at: {least: 10, then: stage}.",
          additionalProperties: false,
          required: ["least", "then"],
          properties: {
            least: { type: "integer", minimum: 1, description: "How many earlier requests make a habit." },
            then: { $ref: "#/$defs/then" },
          },
        },
        first: {
          type: "object",
          description: "The first time in 31 days: {tiers: [critical], then: notify}.",
          additionalProperties: false,
          required: ["tiers", "then"],
          properties: { tiers: { $ref: "#/$defs/tiers" }, then: { $ref: "#/$defs/then" } },
        },
      },
    },
    reciprocal_days: {
      type: "integer",
      minimum: 1,
      maximum: 31,
      description: "Two people who agree to each other's requests within so many days are told of; else 7.",
    },
    on_call: {
      type: "object",
      description: "Whose subject must be on call, as a source of evidence says: {tiers: [critical]}.",
      additionalProperties: false,
      required: ["tiers"],
      properties: { tiers: { $ref: "#/$defs/tiers" } },
    },
  },
  $defs: {
    approval: {
      type: "object",
      additionalProperties: false,
      properties: {
        owners: { type: "integer", minimum: 0, maximum: 100, description: "How many of the resource's owners." },
        second: {
          type: "array",
          description: "Who else agrees: ids of people, or team:<id>.",
          maxItems: 32,
          uniqueItems: true,
          items: {
            type: "string",
            pattern: "^(?:(?:person|team):)?[a-z0-9][a-z0-9-]{0,62}$",
            description: "The id of a person, or team:<id>.",
          },
        },
        need: { $ref: "#/$defs/need" },
        manager: { type: "boolean", description: "true: the subject's manager agrees too." },
        max_age: { $ref: "#/$defs/duration", description: "The oldest that an agreement may be: 24h." },
        on_duty: { type: "boolean", description: "true: only who is on call agrees, as a source of evidence says." },
      },
    },
    need: {
      type: "array",
      description: "How they sign: hardware (a touch), user_verified (a PIN or finger).",
      uniqueItems: true,
      items: { enum: ["hardware", "user_verified"] },
    },
    people: {
      type: "array",
      description: "Ids of people, or team:<id>.",
      maxItems: 32,
      uniqueItems: true,
      items: {
        type: "string",
        pattern: "^(?:(?:person|team):)?[a-z0-9][a-z0-9-]{0,62}$",
        description: "The id of a person, or team:<id>.",
      },
    },
    tiers: {
      type: "array",
      description: "Tiers of resources: [high, critical].",
      uniqueItems: true,
      items: { enum: ["low", "moderate", "high", "critical"], description: "A tier, such as critical." },
    },
    resources: {
      type: "array",
      maxItems: 1000,
      uniqueItems: true,
      items: {
        type: "string",
        pattern: "^[a-z0-9][a-z0-9-]{0,62}/(?:\\*|[a-z0-9][a-z0-9-]{0,62})$",
        description: "payments/* or payments/customers-db.",
      },
    },
    addresses: {
      type: "array",
      description: "Blocks of addresses: [10.0.0.0/8].",
      minItems: 1,
      maxItems: 100,
      uniqueItems: true,
      items: {
        type: "string",
        maxLength: 64,
        pattern: "^[0-9a-f.:]+(?:/[0-9]{1,3})?$",
        description: "A block of addresses, such as 10.0.0.0/8.",
      },
    },
    duration: { type: "string", maxLength: 64 },
    clock: {
      type: "string",
      description: "A time of the day in two and two digits, such as 08:00; 24:00 is its end.",
      pattern: "^(?:[01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$",
    },
    limit: {
      type: "object",
      additionalProperties: false,
      properties: {
        max: { $ref: "#/$defs/duration", description: "The longest lease." },
        total_30d: { $ref: "#/$defs/duration", description: "The most time on one entitlement in 30 days." },
      },
    },
    limits: {
      type: "object",
      additionalProperties: false,
      properties: {
        low: { $ref: "#/$defs/limit" },
        moderate: { $ref: "#/$defs/limit" },
        high: { $ref: "#/$defs/limit" },
        critical: { $ref: "#/$defs/limit" },
      },
    },
    then: { enum: ["deny", "stage", "notify", "warn"], description: "What follows." },
    most: {
      type: "object",
      additionalProperties: false,
      required: ["most", "then"],
      properties: {
        most: { type: "integer", minimum: 1, description: "More is unusual." },
        then: { $ref: "#/$defs/then" },
      },
    },
  },
} as const;

/** The content of org.yaml. */
export type OrgFile = XStatic<typeof orgSchema>;
