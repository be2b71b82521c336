import type { Statement } from "./statement.ts";
import { digestPattern } from "../json/digest.ts";

const digest = { type: "string", pattern: digestPattern } as const;
const name = { type: "string", pattern: "^[a-z0-9][a-z0-9-]{0,62}$" } as const;
const requestId = {
  type: "string",
  pattern: "^[a-z0-9][a-z0-9-]{0,62}/[a-z0-9][a-z0-9-]{0,62}/[0-9]{4}-[0-9]{2}-[0-9]{2}-[a-z0-9][a-z0-9-]{0,62}$",
} as const;
const resourceId = { type: "string", pattern: "^[a-z0-9][a-z0-9-]{0,62}/[a-z0-9][a-z0-9-]{0,62}$" } as const;
const commit = { type: "string", pattern: "^(?:[0-9a-f]{40}|[0-9a-f]{64})$" } as const;
const reason = { type: "string", minLength: 10, maxLength: 500, pattern: "^[^\\u0000-\\u001f]*$" } as const;
const fingerprints = {
  type: "array",
  maxItems: 64,
  items: { type: "string", pattern: "^SHA256:[A-Za-z0-9+/]{43}$" },
} as const;
const seen = {
  type: "object",
  description: "The ledger tip that the signer had verified.",
  additionalProperties: false,
  required: ["seq", "digest"],
  properties: { seq: { type: "integer", minimum: 1 }, digest },
} as const;

const common = {
  v: { const: 1 },
  repository: { type: "string", minLength: 1, maxLength: 64 },
  seen,
  at: { type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z$" },
} as const;
const commonKeys = ["v", "repository", "do", "seen", "at"] as const;

/** One match: what a revocation ends. */
const match = {
  anyOf: [
    { type: "object", additionalProperties: false, required: ["request"], properties: { request: requestId } },
    { type: "object", additionalProperties: false, required: ["subject"], properties: { subject: name } },
    { type: "object", additionalProperties: false, required: ["vendor"], properties: { vendor: name } },
    { type: "object", additionalProperties: false, required: ["resource"], properties: { resource: resourceId } },
  ],
} as const;

/** The exact keys of each kind of statement (formats.md: Statements), beside those that all have. */
const own = {
  request: { request: requestId, digest },
  object: { request: requestId, digest },
  approve: { request: requestId, digest, effect: digest },
  lift: { digest },
  revoke: { match, reason },
  review: { request: requestId, digest, verdict: { enum: ["justified", "not_justified"] }, reason },
  rules: { from: digest, to: digest },
  thaw: { from: commit, to: commit },
  abandon: { target: name, reason },
  recover: { ledger: seen, trust: fingerprints, distrust: fingerprints },
} as const satisfies { readonly [K in Statement["do"]]: object };

/** What a person may sign. */
export type StatementKind = Statement["do"];

/** The JSON Schema of a statement's line, by what it does. */
export const statementSchemas: Readonly<Record<StatementKind, object>> = Object.fromEntries(
  Object.entries(own).map(([kind, properties]) => [
    kind,
    {
      $id: `urn:brevet:statement-${kind}`,
      title: `Statement: ${kind}`,
      type: "object",
      additionalProperties: false,
      required: [...commonKeys, ...Object.keys(properties)],
      properties: { ...common, do: { const: kind }, ...properties },
    },
  ]),
) as Record<StatementKind, object>;

/** Whether a word names a kind of statement. */
export function isStatementKind(word: unknown): word is StatementKind {
  return typeof word === "string" && Object.hasOwn(own, word);
}
