import type { XStatic } from "typebox/schema";

/** `policies/catalog/teams.yaml` as people write it: groups of people, by id. */
export const teamsSchema = {
  $id: "urn:brevet:teams",
  title: "Teams",
  type: "object",
  propertyNames: {
    pattern: "^[a-z0-9][a-z0-9-]{0,62}$",
    description: "Lower-case letters, digits and hyphens, at most 63, such as payments.",
  },
  additionalProperties: {
    type: "object",
    additionalProperties: false,
    required: ["members"],
    properties: {
      members: {
        type: "array",
        description: "Who is in it: ids of people, no teams.",
        uniqueItems: true,
        items: { type: "string", pattern: "^[a-z0-9][a-z0-9-]{0,62}$" },
      },
      github: {
        type: "string",
        pattern: "^[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]{1,100}$",
        description: "The team's name in CODEOWNERS, such as acme/payments.",
      },
      attributes: { type: "object", description: "Anything that own rules read." },
    },
  },
} as const;

/** The content of teams.yaml. */
export type TeamsFile = XStatic<typeof teamsSchema>;
