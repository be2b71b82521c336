/** Bodies of the events about the ledger itself, its rules, and following main. */
export const rulesBodies = {
  $id: "urn:brevet:event-rules",
  $defs: {
    genesis: {
      description: "The first event: whose ledger it is, and the first engine keys.",
      type: "object",
      additionalProperties: false,
      required: ["repository", "keys", "nonce"],
      properties: {
        repository: { type: "string", minLength: 1 },
        keys: { type: "array", minItems: 1, items: { $ref: "#/$defs/fingerprint" } },
        nonce: { type: "string", minLength: 16 },
      },
    },
    rules_accepted: {
      description: "Rules came into force, by tree digests. from: null for those that init made.",
      type: "object",
      additionalProperties: false,
      required: ["from", "to", "by"],
      properties: {
        from: { anyOf: [{ $ref: "#/$defs/digest" }, { type: "null" }] },
        to: { $ref: "#/$defs/digest" },
        by: { $ref: "#/$defs/signers" },
      },
    },
    rules_refused: {
      description: "Rules on main were refused. evidence: digest of the statements they were judged with.",
      type: "object",
      additionalProperties: false,
      required: ["to", "evidence", "codes"],
      properties: {
        to: { $ref: "#/$defs/digest" },
        evidence: { $ref: "#/$defs/digest" },
        codes: { type: "array", items: { $ref: "#/$defs/code" } },
      },
    },
    frozen: {
      description: "Nothing is admitted or started from here on. head: the commit of main that could not be followed.",
      type: "object",
      additionalProperties: false,
      required: ["code", "head"],
      properties: {
        code: { $ref: "#/$defs/code" },
        head: { anyOf: [{ $ref: "#/$defs/commit" }, { type: "null" }] },
      },
    },
    thawed: {
      description: "Rules owners let main be followed again, from another commit.",
      type: "object",
      additionalProperties: false,
      required: ["by", "from", "to"],
      properties: {
        by: { $ref: "#/$defs/signers" },
        from: { $ref: "#/$defs/commit" },
        to: { $ref: "#/$defs/commit" },
      },
    },
    recovered: {
      description: "Rules owners named the last good event, and the engine keys that count from now on.",
      type: "object",
      additionalProperties: false,
      required: ["by", "ledger", "trust", "distrust", "dropped"],
      properties: {
        by: { $ref: "#/$defs/signers" },
        ledger: {
          type: "object",
          additionalProperties: false,
          required: ["seq", "digest"],
          properties: { seq: { type: "integer", minimum: 1 }, digest: { $ref: "#/$defs/digest" } },
        },
        trust: { type: "array", items: { $ref: "#/$defs/fingerprint" } },
        distrust: { type: "array", items: { $ref: "#/$defs/fingerprint" } },
        dropped: { description: "Events of the abandoned tail.", type: "array", items: { $ref: "#/$defs/digest" } },
        branch: { description: "Where the history goes on.", $ref: "#/$defs/branch" },
      },
    },
    rolled_over: {
      description:
        "The history goes on, on another branch, whose first commit holds this event too. tip: the commit before.",
      type: "object",
      additionalProperties: false,
      required: ["from", "to", "tip"],
      properties: {
        from: { $ref: "#/$defs/branch" },
        to: { $ref: "#/$defs/branch" },
        tip: { $ref: "#/$defs/commit" },
      },
    },
    branch: { type: "string", pattern: "^ledger/[1-9][0-9]{0,5}$" },
    digest: { type: "string", pattern: "^sha256-[A-Za-z0-9_-]{43}$" },
    commit: { type: "string", pattern: "^(?:[0-9a-f]{40}|[0-9a-f]{64})$" },
    code: { type: "string", pattern: "^[A-Z][A-Z0-9_]{1,63}$" },
    fingerprint: { type: "string", pattern: "^SHA256:[A-Za-z0-9+/]{43}$" },
    signers: {
      description: "People who signed, and the digests of what they signed.",
      type: "array",
      items: {
        type: "object",
        additionalProperties: false,
        required: ["by", "statement"],
        properties: { by: { type: "string", minLength: 1 }, statement: { $ref: "#/$defs/digest" } },
      },
    },
  },
} as const;
