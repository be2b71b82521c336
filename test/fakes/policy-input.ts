import type { PolicyInput } from "../../src/core/decision/input.ts";

/** Some fields of an input, those below an object too. */
export type Patch = { readonly [Key in keyof PolicyInput]?: Partial<PolicyInput[Key]> | null };

const noon = { date: "2026-11-22", weekday: 0, minute: 600 };
const walls = { subject: noon, resource: noon };
const later = { ...noon, minute: 719 };
const alice = {
  id: "alice",
  kind: "person",
  teams: ["payments"],
  vendor: null,
  manager: "erin",
  suspended: false,
  timezone: "Europe/Berlin",
  attributes: {},
} satisfies PolicyInput["requester"];

/** Of somebody who never asked before, for two hours. */
export const noHistory: PolicyInput["history"] = {
  overlapping: [],
  same_active: 0,
  requests_1h: 0,
  requests_24h: 0,
  requests_30d: 0,
  grants_24h: 0,
  grants_30d: 0,
  first_in_31d: true,
  resources_24h: 1,
  unused_30d: 0,
  emergencies_30d: 0,
  seconds_30d: 7200,
  hours: { known: 0, near: 0 },
  vendor: { requests_24h: 0, requests_30d: 0, grants_24h: 0, grants_30d: 0 },
  resource: { requests_24h: 0, requests_30d: 0, grants_24h: 0, grants_30d: 0 },
  approved_for: [],
  overdue_reviews: 0,
  minutes_since_last: null,
};

const base: PolicyInput = {
  phase: "check",
  time: {
    epoch: 1_795_341_600,
    utc: noon,
    subject: noon,
    resource: noon,
    from: walls,
    until: { subject: later, resource: later },
  },
  change: { kind: "added", source: "plain", number: null },
  request: {
    id: "payments/customers-db/2026-11-22-alice",
    entitlement: "payments/customers-db:read-only",
    digest: "sha256-a",
    effect: "sha256-b",
    seconds: 7200,
    start: 1_795_341_600,
    reason: "Find the duplicate invoices of INC-4211",
    private: [],
    ticket: "INC-4211",
    emergency: false,
    extends: null,
    chain: { seconds: 7200, links: 1 },
  },
  requester: alice,
  subject: { ...alice, verified_until: null, owner: null, repository: null, environment: null },
  vendor: null,
  resource: {
    id: "payments/customers-db",
    title: "Customer database, production",
    tier: "critical",
    data: ["payment", "personal"],
    owners: ["team:payments"],
    timezone: "Europe/Berlin",
    attributes: {},
  },
  role: { id: "read-only", max: 28_800, max_chain: 28_800, eligible: ["team:payments"], attributes: {} },
  target: { id: "prod-postgres", kind: "postgres", expiry: "at-login", ends_sessions: true, keeps: [] },
  history: noHistory,
  approvals: [],
  evidence: { on_call: null, ticket: null, sources: [] },
  objections: [],
};

/** What a policy is asked about alice's request, with some of it changed. */
export function policyInput(patch: Patch = {}): PolicyInput {
  const changed = Object.entries(patch).map(([key, value]) => {
    const old = base[key as keyof PolicyInput];
    const merge = isObject(old) && isObject(value);
    return [key, merge ? { ...old, ...value } : value] as const;
  });
  return { ...base, ...Object.fromEntries(changed) };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
