import type { XStatic } from "typebox/schema";

/** `test/scenario/*.yaml` of an access repository: what is given, and what has to come of it, by title. */
export const scenariosSchema = {
  $id: "urn:brevet:scenarios",
  title: "Scenarios of the rules",
  type: "object",
  additionalProperties: { $ref: "#/$defs/scenario" },
  $defs: {
    scenario: {
      type: "object",
      additionalProperties: false,
      required: ["at", "request", "expect"],
      properties: {
        at: { type: "string", description: "When it is judged: 2026-11-23T10:00:00Z." },
        request: { $ref: "#/$defs/request" },
        approvals: { $ref: "#/$defs/approvals" },
        history: {
          type: "array",
          description: "What was admitted before, oldest first: each has to be allowed by the same rules.",
          items: {
            type: "object",
            additionalProperties: false,
            required: ["at", "request"],
            properties: {
              at: { type: "string" },
              request: { $ref: "#/$defs/request" },
              approvals: { $ref: "#/$defs/approvals" },
            },
          },
        },
        expect: {
          type: "object",
          additionalProperties: false,
          required: ["outcome"],
          properties: {
            outcome: { enum: ["invalid", "denied", "pending", "allowed"] },
            codes: {
              type: "array",
              description: "Every denial and warning, and what is wrong with the request; left out: any.",
              items: { type: "string" },
            },
            stages: {
              type: "object",
              description: "Every stage, and how many have still to agree; left out: any.",
              additionalProperties: { type: "integer", minimum: 0 },
            },
          },
        },
      },
    },
    request: {
      type: "object",
      description:
        "The request file's keys, with its id, and who asks where that is not the subject. What is left out is taken from that file.",
      required: ["id"],
      properties: {
        id: { type: "string", description: "namespace/resource/date-name" },
        requester: { type: "string" },
        subject: { type: "string" },
        role: { type: "string" },
        duration: { type: "string" },
      },
    },
    approvals: {
      type: "object",
      description: "Who agrees, and when, and how: {bob: {}, dana: {minutes_before: 5, with: [hardware]}}.",
      additionalProperties: {
        type: "object",
        additionalProperties: false,
        properties: {
          minutes_before: { type: "integer", minimum: 0 },
          with: { type: "array", items: { enum: ["hardware", "user_verified"] } },
        },
      },
    },
  },
} as const;

export type Scenarios = XStatic<typeof scenariosSchema>;
export type Scenario = Scenarios[string];
