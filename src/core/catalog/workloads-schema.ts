import type { XStatic } from "typebox/schema";

/** `policies/catalog/workloads.yaml` as people write it: programs that get access, by id. */
export const workloadsSchema = {
  $id: "urn:brevet:workloads",
  title: "Workloads",
  type: "object",
  propertyNames: {
    pattern: "^[a-z0-9][a-z0-9-]{0,62}$",
    description: "Lower-case letters, digits and hyphens, at most 63, such as nightly-export.",
  },
  additionalProperties: {
    type: "object",
    additionalProperties: false,
    required: ["repository", "id", "owner"],
    properties: {
      repository: {
        type: "string",
        pattern: "^[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]{1,100}$",
        description: "Where it is built, such as acme/exports: shown only.",
      },
      id: { type: "integer", minimum: 1, description: "The repository's number, which never changes." },
      environment: { type: "string", pattern: "^[!-~]{1,255}$", description: "production" },
      owner: {
        type: "string",
        pattern: "^(?:(?:person|team):)?[a-z0-9][a-z0-9-]{0,62}$",
        description: "Who asks for it: the id of a person, or team:<id>.",
      },
      timezone: { type: "string", maxLength: 64, description: "Whose working hours it keeps, such as Europe/Berlin." },
      keys: {
        type: "array",
        description: "Public keys that certificates are made for.",
        maxItems: 16,
        items: {
          type: "object",
          additionalProperties: false,
          required: ["key"],
          properties: {
            key: { type: "string", maxLength: 8192, description: "A bare public SSH key: ssh-ed25519 AAAA…" },
          },
        },
      },
      accounts: {
        type: "object",
        description: "The account on each target: {prod-postgres: export_job}.",
        additionalProperties: { type: "string", maxLength: 256, pattern: "^\\S(?:[^\\n]*\\S)?$" },
      },
      attributes: { type: "object", description: "Anything that own rules read." },
    },
  },
} as const;

/** The content of workloads.yaml. */
export type WorkloadsFile = XStatic<typeof workloadsSchema>;
