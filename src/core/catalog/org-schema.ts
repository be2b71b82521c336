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
          items: { type: "string", pattern: "^(?:(?:person|team):)?[a-z0-9][a-z0-9-]{0,62}$" },
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
      description: "How much one subject may ask for: {requests_24h: 20}.",
      additionalProperties: false,
      properties: { requests_24h: { type: "integer", minimum: 1, description: "Requests in 24 hours." } },
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
          items: { type: "string", pattern: "^(?:(?:person|team):)?[a-z0-9][a-z0-9-]{0,62}$" },
        },
        need: {
          type: "array",
          description: "How they sign: hardware, user_verified.",
          uniqueItems: true,
          items: { enum: ["hardware", "user_verified"] },
        },
      },
    },
  },
} as const;

/** The content of org.yaml. */
export type OrgFile = XStatic<typeof orgSchema>;
