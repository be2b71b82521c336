import type { TargetTraits } from "../../core/config/config.ts";

/** A subject's name inside a login's: what connection strings and logs carry as it is. */
export const principalPattern = "^[A-Za-z0-9][A-Za-z0-9._@-]{0,38}$";

/** Temporary logins of PostgreSQL 15 to 18. Why the grade is at-login, and why logins: docs/adr/0011. */
export const traits: TargetTraits = {
  kind: "postgres",
  expiry: "at-login",
  endsSessions: true,
  keeps: ["end_sessions"],
  keepsIf: { source_addresses: "source_addresses" },
  publicKey: { required: true, forms: ["age"] },
  accounts: "implied",
  optionsSchema: {
    type: "object",
    additionalProperties: false,
    required: ["url"],
    properties: {
      url: { type: "string", pattern: "^(?:env|file):.", description: "The engine's own login: postgresql://brevet:…" },
      address: {
        type: "string",
        maxLength: 1024,
        pattern: "^postgresql://(?![^/?#]*@)[!-~]*$",
        description: "Where people reach it, without a login: postgresql://host:5432/database?sslmode=verify-full.",
      },
      source_addresses: {
        type: "boolean",
        description:
          "true: it keeps logins to the addresses that rules say. PostgreSQL 17 and newer, with addresses.sql.",
      },
    },
  },
  rightsSchema: {
    type: "object",
    additionalProperties: false,
    required: ["role"],
    properties: {
      role: {
        type: "string",
        minLength: 1,
        maxLength: 63,
        pattern: "^[^\\u0000-\\u001f\\u007f]+$",
        description: "The role that the login is a member of, exactly as the database names it.",
      },
    },
  },
  pinnedOptions: [],
  // Names in quotes, as Brevet writes them, are compared byte by byte.
  comparable: (account) => account,
};
