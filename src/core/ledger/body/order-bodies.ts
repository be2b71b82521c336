/** Bodies of the events that take up what people ordered. */
export const orderBodies = {
  $id: "urn:brevet:event-order",
  $defs: {
    revoke_ordered: {
      description: "Somebody ordered grants to end, and requests to be refused.",
      type: "object",
      additionalProperties: false,
      required: ["by", "statement", "match", "standing", "grants", "reason"],
      properties: {
        by: { $ref: "#/$defs/name" },
        statement: { $ref: "#/$defs/digest" },
        match: {
          anyOf: [
            {
              type: "object",
              additionalProperties: false,
              required: ["request"],
              properties: { request: { $ref: "#/$defs/name" } },
            },
            {
              type: "object",
              additionalProperties: false,
              required: ["subject"],
              properties: { subject: { $ref: "#/$defs/name" } },
            },
            {
              type: "object",
              additionalProperties: false,
              required: ["vendor"],
              properties: { vendor: { $ref: "#/$defs/name" } },
            },
            {
              type: "object",
              additionalProperties: false,
              required: ["resource"],
              properties: { resource: { $ref: "#/$defs/name" } },
            },
          ],
        },
        standing: { description: "Refuses requests until it is lifted.", type: "boolean" },
        grants: { description: "Those it ends now.", type: "array", items: { $ref: "#/$defs/name" } },
        reason: { type: "string" },
      },
    },
    withdrawn: {
      description: "Somebody who may revoke the grant deleted its request in a reviewed change.",
      type: "object",
      additionalProperties: false,
      required: ["by", "number"],
      properties: {
        by: { $ref: "#/$defs/name" },
        number: { type: ["integer", "null"], description: "The change's, where the forge numbers changes." },
      },
    },
    lifted: {
      description: "A statement was taken back: it never counts again.",
      type: "object",
      additionalProperties: false,
      required: ["by", "lift", "statement", "scope"],
      properties: {
        by: { $ref: "#/$defs/name" },
        lift: { description: "Digest of the statement that takes back.", $ref: "#/$defs/digest" },
        statement: { description: "Digest of the statement taken back.", $ref: "#/$defs/digest" },
        scope: {
          description: "What it was about: request:x, subject:x, vendor:x or resource:x.",
          type: "string",
          pattern: "^(?:request|subject|vendor|resource):.",
        },
      },
    },
    reviewed: {
      description: "An ended grant was looked at afterwards, as it had to be.",
      type: "object",
      additionalProperties: false,
      required: ["by", "statement", "verdict", "closes"],
      properties: {
        by: { $ref: "#/$defs/name" },
        statement: { $ref: "#/$defs/digest" },
        verdict: { enum: ["justified", "not_justified"] },
        closes: {
          description: "Who was to look, and has by this: references, sorted; empty for the resource's owners.",
          type: "array",
          minItems: 1,
          items: { type: "string" },
        },
      },
    },
    name: { type: "string", pattern: "^[A-Za-z0-9][A-Za-z0-9._@:/-]{0,255}$" },
    digest: { type: "string", pattern: "^sha256-[A-Za-z0-9_-]{43}$" },
  },
} as const;
