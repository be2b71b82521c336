/** The JSON Schema of a request file. */
export const requestSchema = {
  $id: "urn:brevet:request",
  title: "Access request",
  type: "object",
  additionalProperties: false,
  required: ["subject", "role", "duration", "reason"],
  properties: {
    subject: {
      type: "string",
      pattern: "^[a-z0-9][a-z0-9-]{0,62}$",
      description: "who gets access: a person or workload of the catalog",
    },
    role: {
      type: "string",
      pattern: "^[a-z0-9][a-z0-9-]{0,62}$",
      description: "a role of the resource that the folder names",
    },
    duration: { type: "string", pattern: "^P?[0-9TWDHMSdhms]{2,64}$", description: "how long, as 90m, 2h, 1d or PT2H" },
    reason: { type: "string", minLength: 10, maxLength: 2000, description: "why, in 10 to 2000 characters" },
    ticket: { type: "string", pattern: "^[^\\n]{1,128}$", description: "the ticket that this is for" },
    start: { type: "string", minLength: 1, description: "when it begins, as 2026-11-23T09:00:00+01:00" },
    extends: { type: "string", minLength: 1, description: "the id of the grant that this goes on from" },
    emergency: { type: "boolean", description: "true for break-glass" },
    public_key: {
      type: "string",
      pattern: "^[^\\n]{1,8192}$",
      description: "the public key that gets the access, on one line",
    },
  },
} as const;
