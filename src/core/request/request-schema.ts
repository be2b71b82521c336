import type { XStatic } from "typebox/schema";

/** A request file as people write it. Nothing about approval can be in it. */
export const requestSchema = {
  $id: "urn:brevet:request",
  title: "Request",
  description: "Asks for one role of the resource that the file's folder names, for a while.",
  type: "object",
  additionalProperties: false,
  required: ["subject", "role", "duration", "reason"],
  properties: {
    subject: {
      type: "string",
      pattern: "^[a-z0-9][a-z0-9-]{0,62}$",
      description: "Who gets access: the id of a person or workload of the catalog, such as alice.",
    },
    role: {
      type: "string",
      pattern: "^[a-z0-9][a-z0-9-]{0,62}$",
      description: "A role of the resource, such as read-only.",
    },
    duration: { type: "string", maxLength: 64, description: "For how long, such as 90m, 2h, 1d or PT2H." },
    reason: { type: "string", minLength: 10, maxLength: 2000, description: "Why, in 10 to 2000 characters." },
    ticket: {
      type: "string",
      pattern: "^[!-~](?:[ -~]{0,198}[!-~])?$",
      description: "Where the work is written down, such as INC-4211.",
    },
    start: {
      type: "string",
      maxLength: 64,
      description: "When it begins, with an offset, such as 2026-11-23T09:00:00+01:00; without it, when admitted.",
    },
    extends: {
      type: "string",
      pattern: "^[a-z0-9][a-z0-9-]{0,62}/[a-z0-9][a-z0-9-]{0,62}/[0-9]{4}-[0-9]{2}-[0-9]{2}-[a-z0-9][a-z0-9-]{0,62}$",
      description: "The id of the active grant that this goes on from, instead of start.",
    },
    emergency: { type: "boolean", description: "true for break-glass, where a rule offers it." },
    public_key: {
      type: "string",
      maxLength: 8192,
      pattern: "^[ -~]+$",
      description: "The subject's key that a certificate is made for: SSH (type base64), SPKI (base64) or age.",
    },
  },
} as const;

/** A request file's content. */
export type RequestFile = XStatic<typeof requestSchema>;
