import * as fc from "fast-check";
import { policyInputSchema, type PolicyInput } from "../../core/decision/input.ts";
import type { Json } from "../../core/json/value.ts";
import { instant } from "../../core/time/instant.ts";
import { localTime } from "../../core/time/zone.ts";
import { arbitraryOf, type Pools, type Shape } from "./arbitrary-of.ts";
import type { Hints } from "./hints.ts";

/** A Tuesday at noon. */
const noon = 1_767_700_800;
const [hour, day] = [3600, 86_400];
const zones = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata"];

/**
 * Requests that an engine could ask about, and on both sides of every number that rules or settings name. They shrink to
 * a plain one: ada, of the team ops, asks for an hour of a thing of low tier.
 */
export function policyInputs(hints: Hints): fc.Arbitrary<PolicyInput> {
  return arbitraryOf(policyInputSchema as Shape, poolsOf(hints)).map((draw) => fitting(draw as unknown as PolicyInput));
}

function poolsOf({ numbers, words }: Hints): Pools {
  const near = [...new Set(numbers.flatMap((number) => [number, number - 1, number + 1]))];
  const among = (...values: readonly Json[]): fc.Arbitrary<Json> => fc.constantFrom(...values);
  const named = (fits: RegExp, ...values: readonly string[]): fc.Arbitrary<Json> => {
    const known = words.filter((word) => fits.test(word) && !values.includes(word));
    const own = among(...values);
    return known.length === 0
      ? own
      : fc.oneof({ withCrossShrink: true }, { weight: 3, arbitrary: own }, { weight: 1, arbitrary: among(...known) });
  };
  const count = fc.oneof(
    { withCrossShrink: true },
    among(0, 1, 2, 5),
    ...(near.length > 0 ? [among(...near.filter((number) => number >= 0))] : []),
  );
  const seconds = fc.oneof(
    { withCrossShrink: true },
    among(hour, 1, 0, -1, 2 * hour, 8 * hour, 8 * hour + 1, day, 7 * day),
    ...(near.length > 0 ? [among(...near)] : []),
  );
  const id = named(/^[a-z0-9][a-z0-9-]*$/, "ada", "bob", "olga");
  const known = words.flatMap((word) => /^team:(.+)$/.exec(word)?.[1] ?? []);
  const teams = fc.subarray([...new Set(["ops", "security", ...known])], { maxLength: 2 });
  return {
    number: count,
    string: named(/./, "text"),
    "time.epoch": fc.oneof(
      { withCrossShrink: true },
      fc.constant(noon),
      fc.nat({ max: 336 }).map((hours) => noon + hours * hour),
    ),
    "request.id": among("shop/orders/2026-01-06-ada"),
    "request.digest": among("sha256-a"),
    "request.effect": among("sha256-b"),
    "request.seconds": seconds,
    "request.start": among(0, hour, 26 * hour, -hour, -8 * hour, 31 * day, 31 * day + 1),
    "request.reason": among("Find out why the invoices of March are late", "Because I can", "test test test"),
    "request.ticket": fc.oneof({ withCrossShrink: true }, fc.constant(null), named(/-\d+$/, "INC-4211", "later")),
    "request.chain.seconds": among(0, hour, 8 * hour, day),
    "request.chain.links": among(1, 2, 5),
    "requester.id": id,
    "requester.timezone": among(...zones),
    "requester.teams": teams,
    "requester.manager": among(null, "olga"),
    "subject.id": id,
    "subject.timezone": among(...zones),
    "subject.teams": teams,
    "subject.manager": among(null, "olga"),
    "subject.owner": among("team:ops", "person:ada", "person:olga"),
    "subject.repository": among("shop/robot"),
    "subject.environment": among("production"),
    "vendor.owner": among("olga", "ada"),
    "subject.verified_until": among(null, noon + 30 * day, noon - day),
    "vendor.review_by": among(null, 30 * day, 0, -1),
    "vendor.country": among(null, "AT"),
    "vendor.dpa": among(null, "DPA-1"),
    "vendor.data": fc.subarray(["payment", "personal"]),
    "vendor.segment": fc.subarray(["shop/*", "shop/orders", "other/*"]),
    "vendor.addresses": fc.subarray(["192.0.2.0/24", "10.0.0.0/8"]),
    "request.private": fc.subarray(["card", "email"]),
    "history.seconds_30d": seconds,
    "history.approved_for[].who": named(/^[a-z0-9][a-z0-9-]*$/, "bob", "olga", "ada"),
    "evidence.on_call.people": fc.subarray(["ada", "bob", "olga"]),
    "vendor.contract_end": among(null, 30 * day, hour, hour - 1, 8 * hour, -1),
    "resource.id": named(/^[a-z0-9-]+\/[a-z0-9-]+$/, "shop/orders"),
    "resource.timezone": among(...zones),
    "resource.owners": among(["team:ops"], ["person:olga"], ["person:olga", "team:security"]),
    "resource.data": fc.subarray(["payment", "personal"]),
    "role.id": among("read", "write", "admin"),
    "role.max": among(8 * hour, hour, day),
    "role.max_chain": among(8 * hour, day),
    "role.eligible": among(
      ["person:ada", "team:ops", "vendor:acme", "workload:ada"],
      ["team:ops"],
      ["vendor:acme"],
      ["person:bob"],
      [],
    ),
    "target.kind": named(/^[a-z0-9]+$/, "postgres", "x509"),
    "target.keeps": fc.subarray(["notify", "review", "source_addresses"]),
    "history.overlapping[].entitlement": named(/^[a-z0-9-]+\/[a-z0-9-]+:[a-z0-9-]+$/, "shop/orders:write"),
    "approvals[].by": named(/^[a-z0-9][a-z0-9-]*$/, "bob", "olga", "ada"),
    "approvals[].teams": teams,
  };
}

/** What a draw leaves to chance and the engine never would: who is a vendor's, what a workload has, which day it is. */
function fitting(draw: PolicyInput): PolicyInput {
  const { epoch } = draw.time;
  const subject = subjectOf(draw);
  const requester = requesterOf(draw, subject);
  const clock = (zone: string): PolicyInput["time"]["utc"] => ({ ...localTime(instant(epoch * 1000), zone) });
  const { vendor, resource, role } = draw;
  const walls = (at: number): PolicyInput["time"]["from"] => ({
    subject: { ...localTime(instant(at * 1000), subject.timezone) },
    resource: { ...localTime(instant(at * 1000), resource.timezone) },
  });
  const start = epoch + draw.request.start;
  return {
    ...draw,
    time: {
      epoch,
      utc: clock("UTC"),
      subject: clock(subject.timezone),
      resource: clock(resource.timezone),
      from: walls(start),
      until: walls(start + draw.request.seconds - 1),
    },
    request: {
      ...draw.request,
      entitlement: `${resource.id}:${role.id}`,
      start,
      chain: { ...draw.request.chain, seconds: draw.request.chain.seconds + Math.max(draw.request.seconds, 0) },
    },
    requester,
    subject,
    vendor: subject.kind === "vendor" ? vendorOf(vendor, epoch) : null,
    history: {
      ...draw.history,
      overlapping: draw.history.overlapping.map((held, index) => ({
        ...held,
        grant: `shop/held/2026-01-0${index + 1}-a`,
        from: epoch - hour,
        until: epoch + hour,
      })),
    },
    approvals: draw.approvals.map((approval) => ({ ...approval, teams: approval.teams.toSorted() })),
  };
}

function subjectOf({ subject, vendor }: PolicyInput): PolicyInput["subject"] {
  if (subject.kind === "workload")
    return { ...subject, teams: [], vendor: null, manager: null, suspended: false, verified_until: null };
  const isVendors = subject.kind === "vendor" && vendor !== null;
  return {
    ...subject,
    kind: isVendors ? "vendor" : "person",
    teams: subject.teams.toSorted(),
    vendor: isVendors ? "acme" : null,
    owner: null,
    repository: null,
    environment: null,
    verified_until: isVendors ? subject.verified_until : null,
  };
}

/** Somebody is one person: who asks for themselves is the subject. */
function requesterOf({ requester }: PolicyInput, subject: PolicyInput["subject"]): PolicyInput["requester"] {
  if (requester.id === subject.id && subject.kind !== "workload") {
    const { owner: _o, repository: _r, environment: _e, verified_until: _v, ...self } = subject;
    return { ...self, kind: subject.kind };
  }
  return { ...requester, teams: requester.teams.toSorted(), vendor: requester.kind === "vendor" ? "acme" : null };
}

function vendorOf(vendor: PolicyInput["vendor"], epoch: number): PolicyInput["vendor"] {
  if (vendor === null) return null;
  const after = (seconds: number | null): number | null => (seconds === null ? null : epoch + seconds);
  return { ...vendor, id: "acme", contract_end: after(vendor.contract_end), review_by: after(vendor.review_by) };
}
