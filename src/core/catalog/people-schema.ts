import type { XStatic } from "typebox/schema";

/** `policies/catalog/people.yaml` as people write it: everybody who asks, agrees or gets access, by id. */
export const peopleSchema = {
  $id: "urn:brevet:people",
  title: "People",
  type: "object",
  propertyNames: {
    pattern: "^[a-z0-9][a-z0-9-]{0,62}$",
    description: "Lower-case letters, digits and hyphens, at most 63, such as alice.",
  },
  additionalProperties: {
    type: "object",
    additionalProperties: false,
    properties: {
      github: {
        type: "object",
        description: "{login: alice-gh, id: 1201}: the number identifies, the login is shown.",
        additionalProperties: false,
        required: ["login", "id"],
        properties: {
          login: { type: "string", pattern: "^[A-Za-z0-9][A-Za-z0-9-]{0,38}$", description: "As it stands on GitHub." },
          id: { type: "integer", minimum: 1, description: "The account's number, which never changes." },
        },
      },
      email: { type: "string", maxLength: 254, pattern: "^[^\\s@<>]+@[^\\s@<>]+$", description: "alice@acme.example" },
      timezone: { type: "string", maxLength: 64, description: "Where this person works, such as Europe/Berlin." },
      manager: { type: "string", pattern: "^[a-z0-9][a-z0-9-]{0,62}$", description: "The id of a person." },
      vendor: { type: "string", pattern: "^[a-z0-9][a-z0-9-]{0,62}$", description: "The id of the vendor worked for." },
      suspended: { type: "boolean", description: "true: gets and keeps no access, and agrees to none." },
      verified_until: {
        type: "string",
        maxLength: 10,
        description: "A vendor's: how long a look at the identity holds.",
      },
      keys: {
        type: "array",
        description: "What this person signs with.",
        maxItems: 16,
        items: {
          type: "object",
          additionalProperties: false,
          required: ["key"],
          properties: {
            key: { type: "string", maxLength: 8192, description: "A bare public SSH key: ssh-ed25519 AAAA…" },
            hardware: { enum: ["vouched", "attested"], description: "Who vouches that a security key is one." },
            applications: {
              type: "array",
              description: "What a security key may sign for beside ssh:.",
              maxItems: 8,
              uniqueItems: true,
              items: { type: "string", pattern: "^[!-~]{1,256}$" },
            },
          },
        },
      },
      accounts: {
        type: "object",
        description: "The account on each target: {prod-postgres: alice_w}.",
        additionalProperties: { type: "string", maxLength: 256, pattern: "^\\S(?:[^\\n]*\\S)?$" },
      },
      attributes: { type: "object", description: "Anything that own rules read." },
    },
  },
} as const;

/** The content of people.yaml. */
export type PeopleFile = XStatic<typeof peopleSchema>;
