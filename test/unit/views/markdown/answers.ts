import type { CheckReport, RequestReport } from "../../../../src/core/report/report.ts";

/** A request of alice that nobody has to agree to. */
export const alices: RequestReport = {
  id: "payments/customers-db/2026-11-22-alice",
  path: "requests/payments/customers-db/2026-11-22-alice.yaml",
  digest: "sha256-ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0",
  subject: "alice",
  requester: "alice",
  entitlement: "payments/customers-db:read-only",
  emergency: false,
  outcome: "allowed",
  problems: [],
  reasons: [],
  stages: [],
  obligations: [],
  lease: { seconds: 7200, max: 28_800 },
  effect: {
    target: "prod-postgres",
    principal: "alice_w",
    rights: { role: "customers_ro" },
    expiry: "enforced",
    from: null,
    until: null,
  },
  key: null,
  usableUntil: "2026-11-25T00:00:00Z",
};

const owner = {
  name: "owner",
  count: 1,
  from: ["team:payments"],
  need: [],
  because: "OWNER_AGREES",
  by: ["bob"],
  missing: 0,
  can: [],
};
const security = {
  name: "security",
  count: 2,
  from: ["team:security", "person:erin"],
  need: ["user_verified"],
  because: "TIER_CRITICAL",
  by: ["dana"],
  missing: 1,
  can: ["erin", "olga"],
};

const tooLong = {
  code: "LEASE_TOO_LONG",
  severity: "error",
  path: alices.path,
  line: 3,
  column: 11,
  message: "12h is longer than 8h, the most that payments/customers-db:read-only allows.",
  next: "Set duration to 8h or less, or ask its owners to raise max.",
} as const;

export const allowed: CheckReport = answer([{ ...alices, stages: [owner] }]);

export const pending: CheckReport = answer([
  {
    ...alices,
    outcome: "pending",
    stages: [owner, security],
    obligations: [{ kind: "review", within: 86_400, from: ["team:security"] }, { kind: "end_sessions" }],
    problems: [
      {
        code: "REVIEW_VOID",
        severity: "warning",
        path: alices.path,
        message: "The review of olga does not count: it is about another content of the request.",
        next: "Ask for it again.",
      },
    ],
  },
]);

export const denied: CheckReport = answer([
  { ...alices, outcome: "denied", stages: [owner], lease: { seconds: 43_200, max: 28_800 }, problems: [tooLong] },
]);

export const invalid: CheckReport = {
  ok: false,
  outcome: "invalid",
  problems: [
    {
      code: "MIXED_CHANGE",
      severity: "error",
      path: "policies/own/rule.rego",
      message: "A change that touches requests may touch nothing else but statements: policies/own/rule.rego.",
      next: "Put the other files into a change of their own.",
    },
  ],
  requests: [
    {
      ...alices,
      outcome: "invalid",
      entitlement: null,
      lease: null,
      effect: null,
      requester: null,
      problems: [
        {
          code: "REQUEST_KEY_UNKNOWN",
          severity: "error",
          path: alices.path,
          line: 4,
          column: 1,
          message: "There is no key approved_by in a request.",
          next: "Leave it out: nothing about approval can be written in the file.",
        },
      ],
    },
  ],
};

export const emergency: CheckReport = answer([
  {
    ...alices,
    requester: "erin",
    emergency: true,
    entitlement: "payments/customers-db:admin",
    obligations: [
      { kind: "notify", to: "team:security" },
      { kind: "review", within: 86_400 },
      { kind: "source_addresses", values: ["10.0.0.0/8", "192.0.2.7/32"] },
    ],
    effect: alices.effect === null ? null : { ...alices.effect, expiry: "none", rights: { role: "customers_admin" } },
    key: "SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8",
  },
]);

export const bundle: CheckReport = answer([
  { ...alices, stages: [owner] },
  { ...alices, id: "payments/reports/2026-11-22-alice", entitlement: "payments/reports:view" },
  {
    ...alices,
    id: "payments/secrets/2026-11-22-alice",
    entitlement: "payments/secrets:read",
    outcome: "pending",
    stages: [{ ...owner, by: [], missing: 1, can: ["bob", "carol"] }],
  },
  { ...alices, id: "web/shop/2026-11-22-alice", entitlement: "web/shop:deploy", stages: [owner] },
  { ...alices, id: "web/logs/2026-11-22-alice", entitlement: "web/logs:read" },
]);

/** Everything that GitHub would make something of. */
export const tricks: readonly string[] = [
  "<script>alert(1)</script><img src=x onerror=alert(1)>",
  "[click](https://evil.example) ![x](https://evil.example/x.png) <https://evil.example>",
  "https://evil.example www.evil.example mail@evil.example",
  "@acme/security &#64;alice \\@bob #1 GH-1 acme/access#7 :shipit:",
  "`code` ``` **bold** __bold__ ~~gone~~ $x^2$ $`x`$ | a | b |",
  "</details><!-- brevet --> [^1] - [x] done",
  "\n\n# A title\n\n> [!CAUTION]\n\n---\n::add-mask::x\u202e\u200b\u001b[2J",
];

export const hostile: CheckReport = answer([
  {
    ...alices,
    id: trick(0),
    subject: trick(1),
    requester: trick(2),
    entitlement: trick(3),
    outcome: "pending",
    stages: [
      {
        ...owner,
        name: trick(4),
        from: [trick(5)],
        need: [trick(6)],
        because: trick(0),
        by: [trick(1)],
        missing: 1,
        can: [trick(4)],
      },
    ],
    obligations: [
      { kind: "notify", to: trick(2) },
      { kind: "source_addresses", values: [trick(4)] },
    ],
    effect: {
      target: trick(6),
      principal: trick(5),
      rights: { [trick(4)]: trick(0) },
      expiry: "enforced",
      from: null,
      until: null,
    },
    key: trick(3),
    problems: tricks.map((text) => ({ ...tooLong, path: text, message: text, next: text })),
  },
]);

function trick(index: number): string {
  return tricks[index] ?? "";
}

function answer(requests: readonly RequestReport[]): CheckReport {
  const outcome = (["invalid", "denied", "pending"] as const).find((one) => requests.some((r) => r.outcome === one));
  return { ok: outcome === undefined, outcome: outcome ?? "allowed", problems: [], requests };
}
