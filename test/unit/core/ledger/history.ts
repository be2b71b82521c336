import type { Decision } from "../../../../src/core/decision/decision.ts";
import { inputVersion, type PolicyInput } from "../../../../src/core/decision/input.ts";
import type { FrozenJson } from "../../../../src/core/json/frozen-json.ts";
import { digestJson } from "../../../../src/core/json/digest.ts";
import type { EventBodies, JudgedBody } from "../../../../src/core/ledger/event-body.ts";
import type { Draft, EventType } from "../../../../src/core/ledger/event.ts";
import { fold } from "../../../../src/core/ledger/fold.ts";
import { seal } from "../../../../src/core/ledger/seal.ts";
import type { Sealed } from "../../../../src/core/ledger/seal.ts";
import type { State } from "../../../../src/core/ledger/state.ts";
import { after, instant } from "../../../../src/core/time/instant.ts";
import type { Instant } from "../../../../src/core/time/instant.ts";
import { toTimestamp } from "../../../../src/core/time/timestamp.ts";
import { noHistory } from "../../../fakes/policy-input.ts";

/** 2026-11-22T10:00:00Z, when every history of these tests begins. */
export const morning: Instant = instant(1_795_341_600_000);
export const repository = "0b6f3c1e-7a51-4c1d-9a43-1f6a2f0c9b11";
export const engineKey: string = `SHA256:${"k".repeat(43)}`;
export const commit = (n: number): string => n.toString(16).padStart(40, "0");
export const digest = (of: string): `sha256-${string}` => digestJson(of);
export const alice = "payments/customers-db/2026-11-22-alice";
export const by: Draft["by"] = { kind: "engine", version: "0.1.0", run: null };

const wall = { date: "2026-11-22", weekday: 0, minute: 600 };
const walls = { subject: wall, resource: wall };

export const input: FrozenJson<PolicyInput> = {
  phase: "admit",
  time: { epoch: 1_795_341_600, utc: wall, subject: wall, resource: wall, from: walls, until: walls },
  change: { kind: "added", source: "plain", number: null },
  request: {
    id: alice,
    entitlement: "payments/customers-db:read-only",
    digest: digest("request"),
    effect: digest("effect"),
    seconds: 7200,
    start: 1_795_341_600,
    reason: "",
    private: [],
    ticket: null,
    emergency: false,
    extends: null,
    chain: { seconds: 7200, links: 1 },
  },
  requester: {
    id: "alice",
    kind: "person",
    teams: ["team:payments"],
    vendor: null,
    manager: null,
    suspended: false,
    timezone: "Europe/Berlin",
    attributes: {},
  },
  subject: {
    id: "alice",
    kind: "person",
    teams: ["team:payments"],
    vendor: null,
    manager: null,
    suspended: false,
    verified_until: null,
    owner: null,
    repository: null,
    environment: null,
    timezone: "Europe/Berlin",
    attributes: {},
  },
  vendor: null,
  resource: {
    id: "payments/customers-db",
    title: "Customer database, production",
    tier: "critical",
    data: ["personal"],
    owners: ["team:payments"],
    timezone: "UTC",
    attributes: {},
  },
  role: { id: "read-only", max: 28800, max_chain: 28800, eligible: ["team:payments"], attributes: {} },
  target: { id: "prod-postgres", kind: "postgres", expiry: "enforced", ends_sessions: true, keeps: [] },
  history: noHistory,
  approvals: [],
  evidence: { on_call: null, ticket: null, sources: [] },
  objections: [],
};

export const decision: Decision = {
  reasons: [],
  stages: [],
  lease: { max: 28800, not_after: null },
  obligations: [],
  considered: ["lease.limit"],
};

export function judged(changes: Partial<JudgedBody> = {}): JudgedBody {
  return {
    subject: "alice",
    requester: "alice",
    entitlement: "payments/customers-db:read-only",
    request: { digest: digest("request"), blob: commit(77) },
    effect: {
      target: "prod-postgres",
      kind: "postgres",
      identity: "7301",
      principal: "alice_w",
      rights: { role: "customers_ro" },
    },
    effect_digest: digest("effect"),
    change: { source: "plain", number: null },
    rules: { merge: digest("rules"), now: digest("rules") },
    approvals: [{ by: "bob", via: "signature", hardware: false, user_verified: false, proof: digest("bob") }],
    decision,
    input_version: inputVersion,
    input,
    ...changes,
  };
}

export function admitted(changes: Partial<EventBodies["admitted"]> = {}): EventBodies["admitted"] {
  return {
    judged: judged(),
    public_key: null,
    lease: { from: toTimestamp(morning), until: toTimestamp(after(morning, 7200)) },
    emergency: false,
    extends: null,
    restore: false,
    obligations: [],
    ...changes,
  };
}

const what = { subject: "alice", entitlement: "payments/customers-db:read-only", target: "prod-postgres" } as const;
const until = toTimestamp(after(morning, 7200));

/** A body of every type, as an engine writes it. */
export const bodies: EventBodies = {
  genesis: { repository, keys: [engineKey], nonce: "0123456789abcdef" },
  rules_accepted: { from: null, to: digest("rules"), by: [{ by: "dana", statement: digest("dana") }] },
  rules_refused: { to: digest("planted"), evidence: digest("nothing"), codes: ["RULES_UNSIGNED"] },
  admitted: admitted(),
  refused: { code: "PENDING", codes: ["PENDING"], uses_id: false, judged: null },
  deferred: { code: "FORGE_UNREACHABLE" },
  declined: { number: 41 },
  starting: { ...what, until },
  activated: { ...what, until, given: { ref: "role:1", until, delivery: null } },
  adjusted: { ...what, until, given: { ref: "role:2", until, delivery: { kind: "sealed" } }, because: "extended" },
  start_failed: { ...what, code: "ALREADY_HELD" },
  ended: { ...what, because: "expired", verified: "seen_gone", sessions: { ended: 1, supported: true } },
  end_failed: { ...what, because: "expired", code: "TARGET_UNREACHABLE" },
  revoke_ordered: {
    by: "dana",
    statement: digest("revoke"),
    match: { subject: "alice" },
    standing: true,
    grants: [alice],
    reason: "Laptop stolen",
  },
  lifted: { by: "dana", lift: digest("lift"), statement: digest("revoke"), scope: "subject:alice" },
  drift: { kind: "missing", target: "prod-postgres", principal: "alice_w", ref: "role:1", over: false },
  objected: { by: "dana", statement: digest("object") },
  frozen: { code: "MAIN_REWRITTEN", head: commit(9) },
  thawed: { by: [{ by: "dana", statement: digest("thaw") }], from: commit(1), to: commit(9) },
  reviewed: { by: "erin", statement: digest("review"), verdict: "justified", closes: [""] },
  recovered: {
    by: [{ by: "dana", statement: digest("recover") }],
    ledger: { seq: 3, digest: digest("good") },
    trust: [`SHA256:${"n".repeat(43)}`],
    distrust: [engineKey],
    dropped: [digest("bad")],
  },
  withdrawn: { by: "erin", number: 41 },
  notified: { to: "team:security", via: ["chat"] },
  rolled_over: { from: "ledger/1", to: "ledger/2", tip: commit(9) },
};

/** One entry of a history to be: seconds after morning, and what happened. */
export interface Entry<Type extends EventType = EventType> {
  readonly type: Type;
  readonly body?: EventBodies[Type];
  readonly grant?: string | null;
  readonly main?: string | null;
  readonly at?: number;
}

export const toDraft = ({ type, body = bodies[type], grant = null, main = null, at = 0 }: Entry): Draft => ({
  at: toTimestamp(after(morning, at)),
  type,
  grant,
  main,
  by,
  body: body,
});

/** A chain of sealed events, with the state after them. */
export interface History {
  readonly sealed: readonly Sealed[];
  readonly state: State;
}

const beginning: readonly Entry[] = [{ type: "genesis" }, { type: "rules_accepted", main: commit(1) }];

/** The history of these entries, after genesis and the first rules. */
export function historyOf(entries: readonly Entry[], from: readonly Entry[] = beginning): History {
  const sealed: Sealed[] = [];
  let state: State | null = null;
  for (const one of [...from, ...entries]) {
    const next = seal(state, toDraft(one));
    sealed.push(next);
    state = fold(state, next.event, next.digest);
  }
  return { sealed, state: state as unknown as State };
}
