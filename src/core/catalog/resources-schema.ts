import type { XStatic } from "typebox/schema";

/** `policies/catalog/resources/<namespace>.yaml` as people write it: what is worth protecting, by name. */
export const resourcesSchema = {
  $id: "urn:brevet:resources",
  title: "Resources",
  type: "object",
  propertyNames: {
    pattern: "^[a-z0-9][a-z0-9-]{0,62}$",
    description: "Lower-case letters, digits and hyphens, at most 63, such as customers-db.",
  },
  additionalProperties: {
    type: "object",
    additionalProperties: false,
    required: ["title", "tier", "owners", "target", "roles"],
    properties: {
      title: {
        type: "string",
        maxLength: 200,
        pattern: "^\\S(?:[^\\n]*\\S)?$",
        description: "Customer database, production",
      },
      tier: { enum: ["low", "moderate", "high", "critical"], description: "How much harm its misuse could do." },
      data: {
        type: "array",
        description: "Categories of data in it, such as personal.",
        maxItems: 32,
        uniqueItems: true,
        items: { type: "string", pattern: "^[a-z0-9][a-z0-9_-]{0,62}$" },
      },
      owners: {
        type: "array",
        description: "Who agrees: ids of people, or team:<id>.",
        minItems: 1,
        maxItems: 32,
        uniqueItems: true,
        items: { type: "string", pattern: "^(?:(?:person|team):)?[a-z0-9][a-z0-9-]{0,62}$" },
      },
      target: {
        type: "string",
        pattern: "^[a-z0-9][a-z0-9-]{0,62}$",
        description: "The target of brevet.yaml that holds its access.",
      },
      timezone: { type: "string", maxLength: 64, description: "Whose working hours it keeps, such as Europe/Berlin." },
      roles: {
        type: "object",
        description: "What may be asked for, by name: {read-only: {rights: …, max: 8h, eligible: [team:payments]}}.",
        minProperties: 1,
        propertyNames: {
          pattern: "^[a-z0-9][a-z0-9-]{0,62}$",
          description: "Lower-case letters, digits and hyphens, at most 63, such as read-only.",
        },
        additionalProperties: {
          type: "object",
          additionalProperties: false,
          required: ["rights", "max", "eligible"],
          properties: {
            rights: { type: "object", description: "What it means on the target, as the target's kind says." },
            max: { type: "string", maxLength: 64, description: "The longest lease, such as 8h." },
            max_chain: { type: "string", maxLength: 64, description: "The longest chain of leases; else max." },
            eligible: {
              type: "array",
              description: "Who may ask: ids of people, team:<id>, vendor:<id> or workload:<id>.",
              maxItems: 1000,
              uniqueItems: true,
              items: {
                type: "string",
                pattern: "^(?:(?:person|team|vendor|workload):)?[a-z0-9][a-z0-9-]{0,62}$",
              },
            },
            open_for: { type: "string", maxLength: 64, description: "How long a request waits, 2d, at most 31d." },
            restore: { type: "boolean", description: "true: give back what somebody takes away at the target." },
            attributes: { type: "object", description: "Anything that own rules read." },
          },
        },
      },
      attributes: { type: "object", description: "Anything that own rules read." },
    },
  },
} as const;

/** The content of one file of resources. */
export type ResourcesFile = XStatic<typeof resourcesSchema>;
