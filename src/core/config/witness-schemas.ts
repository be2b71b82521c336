/** What each kind of witness is told in `brevet.yaml`, beside `kind` and `required`. */
export const witnessSchemas = {
  git: {
    type: "object",
    description: "A second remote, to which writers of the ledger may not push: {kind: git, remote: URL}.",
    additionalProperties: false,
    required: ["remote"],
    properties: {
      remote: {
        type: "string",
        pattern:
          "^(?:(?:https|ssh|file)://[!-~]{1,500}|[A-Za-z0-9][A-Za-z0-9._-]*@[A-Za-z0-9][A-Za-z0-9.-]*:[!-~]{1,500}|/[!-~]{1,500})$",
        description: "Its address: https://…, ssh://…, git@host:path, or an absolute path.",
      },
    },
  },
  file: {
    type: "object",
    description: "A folder where files are only added, such as a write-once share: {kind: file, path: /…}.",
    additionalProperties: false,
    required: ["path"],
    properties: {
      path: { type: "string", pattern: "^/[!-~]{1,1000}$", description: "An absolute path, such as /mnt/worm/brevet." },
    },
  },
  exec: {
    type: "object",
    description: "A program that asks a store of its own: {kind: exec, path: /…, sha256: …, env: […]}.",
    additionalProperties: false,
    required: ["path", "sha256"],
    properties: {
      path: { type: "string", pattern: "^/[!-~]{1,1000}$", description: "An absolute path outside any checkout." },
      sha256: {
        type: "string",
        pattern: "^[0-9a-f]{64}$",
        description: "The SHA-256 of its bytes, in hexadecimal: what sha256sum prints.",
      },
      env: {
        type: "array",
        description: "Variables that it is given; it has no others.",
        maxItems: 32,
        items: {
          type: "string",
          pattern: "^BREVET_WITNESS_[A-Z0-9_]{1,200}$",
          description: "A name that begins with BREVET_WITNESS_.",
        },
      },
    },
  },
} as const;
