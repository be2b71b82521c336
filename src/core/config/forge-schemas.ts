/** What each kind of forge is told in `brevet.yaml`, beside `kind`. */
export const forgeSchemas = {
  plain: {
    type: "object",
    description: "Any git host, or none: {kind: plain}, with remote where there is one.",
    additionalProperties: false,
    properties: {
      remote: {
        type: "string",
        pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$",
        description: "The name of git's remote, such as origin.",
      },
    },
  },
  github: {
    type: "object",
    description: "GitHub: {kind: github, repository: acme/access, id: 771203}.",
    additionalProperties: false,
    required: ["repository", "id"],
    properties: {
      remote: {
        type: "string",
        pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$",
        description: "The name of git's remote, such as origin.",
      },
      repository: {
        type: "string",
        pattern: "^[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]{1,100}$",
        description: "Owner and name, such as acme/access.",
      },
      id: {
        type: "integer",
        minimum: 1,
        maximum: 9007199254740991,
        description: "The repository's number, which never changes: gh api repos/OWNER/NAME --jq .id",
      },
      merger: {
        type: "integer",
        minimum: 1,
        maximum: 9007199254740991,
        description: "The number of the account that may merge past GitHub's own rules: the App that merges.",
      },
    },
  },
} as const;
