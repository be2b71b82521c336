import type { XStatic } from "typebox/schema";

/** `brevet.yaml` as people write it. What a target's kind wants of its own options, the kind says. */
export const configSchema = {
  $id: "urn:brevet:config",
  title: "Configuration",
  description: "Where the access repository lives, and the targets that it gives access to.",
  type: "object",
  additionalProperties: false,
  required: ["repository_id", "forge", "branch", "ledger", "targets"],
  properties: {
    repository_id: {
      type: "string",
      pattern: "^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
      description: "A UUID in lower case, written by brevet init; it stands in every signature.",
    },
    forge: {
      type: "object",
      description: "Where changes are reviewed: {kind: plain}, or {kind: github, repository: acme/access, id: 771203}.",
      required: ["kind"],
      properties: {
        kind: { enum: ["plain", "github"], description: "plain: any git host, or none. github: pull requests." },
      },
    },
    branch: {
      type: "string",
      pattern:
        "^(?!(?:ledger|orders|ledger-foreign)/)(?!.*(?:\\.\\.|//|\\.lock$|[./]$))[A-Za-z0-9][A-Za-z0-9._/-]{0,99}$",
      description: "The branch that commits the organisation, such as main.",
    },
    ledger: {
      type: "object",
      description: "The history: {branch: ledger/1, genesis: sha256-…, keys: […], sign: env:BREVET_ENGINE_KEY}.",
      additionalProperties: false,
      required: ["branch", "keys"],
      properties: {
        branch: { type: "string", pattern: "^ledger/[1-9][0-9]{0,5}$", description: "ledger/1, or a later one." },
        genesis: {
          type: "string",
          pattern: "^sha256-[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$",
          description: "The digest of the first event, written by brevet init.",
        },
        keys: {
          type: "array",
          description: "The engine's public SSH keys, for auditors.",
          maxItems: 32,
          items: { type: "string", maxLength: 8192, description: "ssh-ed25519 AAAA… engine" },
        },
        sign: {
          type: "string",
          maxLength: 256,
          description: "Where the engine's private key is: env:BREVET_ENGINE_KEY or file:engine/key.",
        },
        witness: {
          type: "object",
          description: "Where each run leaves the end of the ledger: {kind: git, remote: …}, or of kind file or exec.",
          required: ["kind"],
          properties: {
            kind: {
              enum: ["git", "file", "exec"],
              description: "git: a second remote. file: a folder. exec: a program.",
            },
            required: {
              type: "boolean",
              description: "false: admissions and starts go on while it cannot be asked. Default: true.",
            },
          },
        },
      },
    },
    targets: {
      type: "object",
      description: "Systems that hold access, by id.",
      maxProperties: 1000,
      propertyNames: {
        pattern: "^[a-z0-9][a-z0-9-]{0,62}$",
        description: "Lower-case letters, digits and hyphens, at most 63, such as prod-postgres.",
      },
      additionalProperties: {
        type: "object",
        description: "A target: its kind, its identity, and the options of its kind.",
        required: ["kind", "identity"],
        properties: {
          kind: { type: "string", maxLength: 63, description: "The kind of target, such as x509." },
          identity: {
            type: "string",
            pattern: "^[!-~]{1,256}$",
            description: "What the target shows of itself, as brevet doctor tells it.",
          },
          mode: { enum: ["enforce", "observe"], description: "observe: changes nothing, says what it would do." },
          runner: {
            type: "string",
            pattern: "^[a-z0-9][a-z0-9-]{0,62}$",
            description: "Who alone reaches it: brevet apply --runner NAME. Without it, whoever admits serves it too.",
          },
          privileged: {
            type: "array",
            description: "Accounts that no grant may name.",
            maxItems: 1000,
            items: { type: "string", minLength: 1, maxLength: 256 },
          },
        },
      },
    },
    notify: {
      type: "array",
      description:
        "Who tells people what a rule says that they must be told: [{kind: webhook, id: chat, url: env:BREVET_CHAT_URL}].",
      maxItems: 16,
      items: {
        type: "object",
        description: "A notifier: its kind, its id, and its address.",
        additionalProperties: false,
        required: ["kind", "id", "url"],
        properties: {
          kind: { enum: ["webhook", "slack"], description: "webhook: JSON. slack: a line of text." },
          id: {
            type: "string",
            pattern: "^[a-z0-9][a-z0-9-]{0,62}$",
            description: "Lower-case letters, digits and hyphens, at most 63, such as chat.",
          },
          url: {
            type: "string",
            maxLength: 256,
            pattern: "^(?:env|file):.",
            description: "Where its https address is: env:BREVET_CHAT_URL or file:chat/url.",
          },
          on: {
            type: "array",
            description:
              "What it tells beside that: events of the ledger. pending: what was merged and not everybody had agreed to.",
            uniqueItems: true,
            items: {
              enum: [
                "admitted",
                "pending",
                "refused",
                "deferred",
                "activated",
                "start_failed",
                "ended",
                "end_failed",
                "drift",
                "objected",
                "revoke_ordered",
                "withdrawn",
                "reviewed",
                "rules_accepted",
                "rules_refused",
                "frozen",
                "thawed",
              ],
            },
          },
        },
      },
    },
    evidence: {
      type: "array",
      description:
        "Who is asked what no file says: [{kind: pagerduty, id: duty, url: https://api.pagerduty.com, schedule: PABC123, token: env:BREVET_DUTY_TOKEN}].",
      maxItems: 8,
      items: {
        type: "object",
        description: "A source: its kind, its id, and its address.",
        additionalProperties: false,
        required: ["kind", "id", "url"],
        properties: {
          kind: { enum: ["pagerduty", "opsgenie", "icalendar", "tickets"], description: "Who is on call; tickets." },
          id: {
            type: "string",
            pattern: "^[a-z0-9][a-z0-9-]{0,62}$",
            description: "Lower-case letters, digits and hyphens, at most 63, such as duty.",
          },
          url: {
            type: "string",
            maxLength: 500,
            pattern: "^https?://[^\\s@]+$",
            description: "https://api.pagerduty.com; of tickets with {ticket} for the ticket's name.",
          },
          schedule: { type: "string", pattern: "^[A-Za-z0-9_-]{1,64}$", description: "The schedule's id." },
          token: {
            type: "string",
            maxLength: 256,
            pattern: "^(?:env|file):.",
            description: "Where its token is: env:BREVET_DUTY_TOKEN or file:duty/token.",
          },
          field: {
            type: "string",
            pattern: "^[A-Za-z0-9_]+(?:\\.[A-Za-z0-9_]+)*$",
            description: "Of tickets: where the state stands in the answer; else state.",
          },
          open: {
            type: "array",
            description: "Of tickets: the states that are open; else open.",
            minItems: 1,
            maxItems: 32,
            items: { type: "string", minLength: 1, maxLength: 64 },
          },
        },
      },
    },
    guards: {
      type: "object",
      description: "How much one change may take away before people are asked.",
      additionalProperties: false,
      properties: {
        max_removed_by_diff: {
          type: "string",
          pattern: "^(?:100|[1-9]?[0-9])%$",
          description: "The share of a target's holdings that deleted files and changed rules end in 24 hours: 25%.",
        },
      },
    },
  },
} as const;

/** The content of `brevet.yaml`. */
export type ConfigFile = XStatic<typeof configSchema>;
