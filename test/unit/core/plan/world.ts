import type { Config, Kinds, TargetConfig, TargetTraits } from "../../../../src/core/config/config.ts";
import type { Given, Grant } from "../../../../src/core/grant/grant.ts";
import type { Json } from "../../../../src/core/json/value.ts";
import type { Holding, Observation, Observations } from "../../../../src/core/plan/holding.ts";
import { plan } from "../../../../src/core/plan/plan.ts";
import type { Change, Plan } from "../../../../src/core/plan/change.ts";
import type { Planning } from "../../../../src/core/plan/plan.ts";
import { after, instant } from "../../../../src/core/time/instant.ts";
import type { Instant } from "../../../../src/core/time/instant.ts";

/** 2026-11-22T12:00:00Z. */
export const noon: Instant = instant(1_795_348_800_000);
export const minutes = (count: number): Instant => after(noon, count * 60);
export const seconds = (count: number): Instant => after(noon, count);

export const reader: Json = { role: "customers_ro" };
export const writer: Json = { role: "customers_rw" };

/** `payments/customers-db/2026-11-22-<name>`, the id of a grant of these tests. */
export const id = (name: string): string => `payments/customers-db/2026-11-22-${name}`;

/** A grant of alice, from 11:00 to 13:00, admitted and nothing more. Names set its id and order. */
export function grant(name: string, changes: Partial<Grant> = {}): Grant {
  return {
    id: id(name),
    subject: "alice",
    requester: "alice",
    entitlement: "payments/customers-db:read-only",
    requestDigest: `sha256-${name}`,
    effect: { target: "db", kind: "enforcing", identity: "7301", principal: "alice_w", rights: reader },
    effectDigest: `sha256-${name}`,
    publicKey: null,
    lease: { from: minutes(-60), until: minutes(60) },
    state: "waiting",
    begun: false,
    emergency: false,
    extends: null,
    restore: false,
    obligations: [],
    approvals: [],
    main: "0".repeat(40),
    seq: name.charCodeAt(0),
    given: null,
    ending: null,
    ended: null,
    failure: null,
    ...changes,
  };
}

export const given = (ref: string, until: Instant = minutes(60)): Given => ({ ref, until, delivery: null });

/** The same, begun and seen held as `<name>`, until the end of its lease. */
export function active(name: string, changes: Partial<Grant> = {}): Grant {
  const lease = changes.lease ?? { from: minutes(-60), until: minutes(60) };
  return grant(name, { state: "active", begun: true, given: given(name, lease.until), lease, ...changes });
}

/** The same, ended ten minutes ago. */
export function ended(name: string, changes: Partial<Grant> = {}): Grant {
  return active(name, { state: "ended", ended: { at: minutes(-10), because: "revoked" }, ...changes });
}

/** What the target shows of `<name>`. */
export function holding(name: string, changes: Partial<Holding> = {}): Holding {
  return {
    target: "db",
    principal: "alice_w",
    rights: reader,
    until: minutes(60),
    ref: name,
    grant: id(name),
    ...changes,
  };
}

/** Somebody else's, with the same account and rights. */
export const foreign = (changes: Partial<Holding> = {}): Holding =>
  holding("by hand", { grant: null, until: null, ...changes });

export function look(
  holdings: readonly Holding[],
  changes: Partial<Extract<Observation, { ok: true }>> = {},
): Observation {
  return { target: "db", ok: true, identity: "7301", clock: null, holdings, ...changes };
}

export const on = (holdings: readonly Holding[]): Observations => new Map([["db", look(holdings)]]);

export const unreachable: Observations = new Map([
  ["db", { target: "db", ok: false, code: "TARGET_UNREACHABLE", message: "down" }],
]);

const traits: TargetTraits = {
  kind: "enforcing",
  expiry: "enforced",
  endsSessions: true,
  keeps: [],
  publicKey: { required: false, forms: [] },
  accounts: "named",
  optionsSchema: {},
  rightsSchema: {},
  pinnedOptions: [],
  comparable: (account) => account.toLowerCase(),
};

export const kinds: Kinds = new Map([
  ["enforcing", traits],
  ["swept", { ...traits, kind: "swept", expiry: "none" }],
]);

export const db: TargetConfig = {
  id: "db",
  kind: "enforcing",
  identity: "7301",
  mode: "enforce",
  runner: null,
  privileged: ["Postgres"],
  options: {},
};

export const configOf = (
  target: Partial<TargetConfig> = {},
  maxRemovedByDiff = 0.25,
): Pick<Config, "targets" | "guards"> => ({
  targets: { db: { ...db, ...target } },
  guards: { maxRemovedByDiff },
});

/** The plan at noon of these grants and this look. */
export function planAt(
  grants: readonly Grant[],
  observed: readonly Holding[] | Observations,
  more: Partial<Planning> = {},
): Plan {
  const observations = observed instanceof Map ? (observed as Observations) : on(observed as readonly Holding[]);
  return plan({ grants, observations, now: noon, config: configOf(), kinds, ...more });
}

const nameOf = (grantId: string | null): string => (grantId === null ? "-" : grantId.replace(id(""), ""));
const at = (until: Instant): string => new Date(until).toISOString().slice(11, 19);

/** One change, as a line: what, whose, what of the target, why, how known. */
export function line(change: Change): string {
  const head = `${change.action} ${nameOf(change.grant)}`;
  if (change.action === "end")
    return `${head} [${change.holding?.ref ?? ""}] ${change.because}${change.verified === null ? "" : ` ${change.verified}`}`;
  const names = change.assignment.grants.map(nameOf).join("+");
  if (change.action === "start") return `${head} (${names}) ${change.because} until ${at(change.assignment.until)}`;
  return `${head} (${names}) [${change.holding.ref}] ${change.because} until ${at(change.until)}`;
}

/** Everything that a plan says, as lines. */
export function tell(of: Plan): string[] {
  return [
    ...of.changes.map(line),
    ...of.drift.map((drift) => `drift ${drift.kind} ${nameOf(drift.grant)} ${drift.principal} [${drift.ref ?? ""}]`),
    ...of.held.map((held) => `held ${held.action} ${nameOf(held.grant)} ${held.code}`),
    ...of.seen.map((seen) => `seen ${nameOf(seen.grant)} [${seen.given.ref}] until ${at(seen.given.until)}`),
    ...[...of.gone].map(([name, since]) => `gone ${nameOf(name)} since ${at(since)}`),
    ...of.suspects.map((target) => `suspect ${target}`),
  ];
}
