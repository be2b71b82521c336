import type { XStatic } from "typebox/schema";

/**
 * What a policy answers. Rules only add: reasons, stages that must agree, bounds of the lease and obligations.
 * The host decides what follows from it (settle), and denies where an answer has another shape than this.
 */
export const decisionSchema = {
  $id: "urn:brevet:decision",
  title: "Decision",
  type: "object",
  additionalProperties: false,
  required: ["reasons", "stages", "lease", "obligations", "considered"],
  properties: {
    reasons: {
      type: "array",
      description: "One deny is enough.",
      items: {
        type: "object",
        additionalProperties: false,
        required: ["code", "severity", "facts", "field"],
        properties: {
          code: { type: "string", pattern: "^[A-Z][A-Z0-9_]{2,63}$" },
          severity: { enum: ["deny", "warn", "info"] },
          facts: {
            type: "object",
            description: "What fills the rule's message: numbers, not text, carry time.",
            additionalProperties: { $ref: "#/$defs/fact" },
          },
          field: { type: ["string", "null"], description: "The key of the request file that it is about." },
        },
      },
    },
    stages: {
      type: "array",
      description: "Groups that must agree, side by side; each human fills one seat in all.",
      items: {
        type: "object",
        additionalProperties: false,
        required: ["name", "count", "from", "because", "need"],
        properties: {
          name: { type: "string", pattern: "^[a-z][a-z0-9-]{0,62}$" },
          count: { type: "number", description: "How many; below 1 or not whole, and the request is denied." },
          from: {
            type: "array",
            description: "Who may: any of these. Empty, and nobody can.",
            items: { type: "string", pattern: "^(?:team|person|vendor):[a-z0-9][a-z0-9-]{0,62}$" },
          },
          because: {
            type: "string",
            pattern: "^[A-Z][A-Z0-9_]{2,63}$",
            description: "The code of the rule that asks.",
          },
          need: { type: "array", items: { enum: ["hardware", "user_verified", "on_duty"] } },
          max_age: {
            type: "integer",
            minimum: 1,
            description: "Older agreements fill no seat, in seconds, nor do those of unknown age; left out: any age.",
          },
        },
      },
    },
    lease: {
      type: "object",
      additionalProperties: false,
      required: ["max", "not_after"],
      properties: {
        max: { type: "integer", description: "The longest lease, in seconds: longer is denied, never cut." },
        not_after: { type: ["integer", "null"], description: "The last moment, in seconds since 1970." },
      },
    },
    obligations: {
      type: "array",
      description: "What must be done or true; one that the target cannot keep denies.",
      items: {
        anyOf: [
          {
            type: "object",
            additionalProperties: false,
            required: ["kind", "to"],
            properties: {
              kind: { const: "notify" },
              to: { type: "string", pattern: "^(?:team|person):[a-z0-9][a-z0-9-]{0,62}$" },
            },
          },
          {
            type: "object",
            additionalProperties: false,
            required: ["kind", "within"],
            properties: {
              kind: { const: "review" },
              within: { type: "integer", minimum: 1, description: "Seconds after the end." },
              from: {
                type: "array",
                description: "By whom; else by the resource's owners.",
                items: { type: "string", pattern: "^(?:team|person):[a-z0-9][a-z0-9-]{0,62}$" },
              },
            },
          },
          {
            type: "object",
            additionalProperties: false,
            required: ["kind", "values"],
            properties: {
              kind: { const: "source_addresses" },
              values: { type: "array", items: { type: "string" } },
            },
          },
          {
            type: "object",
            additionalProperties: false,
            required: ["kind"],
            properties: { kind: { const: "end_sessions" } },
          },
        ],
      },
    },
    considered: {
      type: "array",
      description: "Every rule that was asked, as category.rule.",
      items: { type: "string", pattern: "^[a-z0-9_]+\\.[a-z0-9_]+$" },
    },
  },
  $defs: {
    fact: {
      anyOf: [
        { type: "string" },
        { type: "number" },
        { type: "boolean" },
        { type: "null" },
        { type: "array", items: { type: "string" } },
      ],
    },
  },
} as const;

/** A policy's answer, before approvals are counted. */
export type Decision = XStatic<typeof decisionSchema>;
/** One thing a rule said: its code, and what fills its message. */
export type Reason = Decision["reasons"][number];
/** A group of whom a number must agree. */
export type Stage = Decision["stages"][number];
/** What must be done or true for a decision to hold. */
export type Obligation = Decision["obligations"][number];
