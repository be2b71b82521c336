import type { TargetTraits } from "../../core/config/config.ts";

/** A subject's name in a certificate, as every verifier reads it the same: no wildcard, no separator of a DN. */
export const principalPattern = "^[A-Za-z0-9][A-Za-z0-9._@-]{0,62}$";

/** A group as it stands in a subject: lower case, none of the privileged names with a colon. */
export const groupPattern = "^[a-z0-9][a-z0-9._-]{0,62}$";

/** Short-lived TLS client certificates. Why the grade is at-login: docs/adr/0003. */
export const traits: TargetTraits = {
  kind: "x509",
  expiry: "at-login",
  endsSessions: true,
  keeps: ["end_sessions"],
  publicKey: { required: true, forms: ["ssh", "spki"] },
  accounts: "implied",
  optionsSchema: {
    type: "object",
    additionalProperties: false,
    required: ["ca_cert", "ca_key", "ended"],
    properties: {
      ca_cert: { type: "string", minLength: 1, maxLength: 8192, description: "The CA's certificate, PEM or base64." },
      ca_key: { type: "string", pattern: "^(?:env|file):.", description: "The CA's private key, PEM." },
      ended: {
        type: "string",
        minLength: 1,
        maxLength: 1024,
        description: "The folder that lists ended certificates.",
      },
    },
  },
  rightsSchema: {
    type: "object",
    additionalProperties: false,
    required: ["groups"],
    properties: {
      groups: {
        type: "array",
        description: "What the certificate says its holder may be: one O of the subject for each.",
        minItems: 1,
        maxItems: 16,
        uniqueItems: true,
        items: { type: "string", pattern: groupPattern },
      },
    },
  },
  pinnedOptions: ["ca_cert", "ended"],
  comparable: (account) => account.toLowerCase(),
};
