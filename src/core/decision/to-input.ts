import type { Attributes, Catalog, Person, Resource, Role, Workload } from "../catalog/catalog.ts";
import { members } from "../catalog/members.ts";
import { teamsOf } from "../catalog/teams-of.ts";
import type { TargetTraits } from "../config/config.ts";
import type { Digest } from "../json/digest.ts";
import { own } from "../json/own.ts";
import { privateData } from "../request/private-data.ts";
import type { Request } from "../request/request.ts";
import { after, epochSeconds } from "../time/instant.ts";
import type { Instant } from "../time/instant.ts";
import { localTime } from "../time/zone.ts";
import { toHistory } from "./history.ts";
import type { Memory } from "./history.ts";
import type { PolicyInput } from "./input.ts";
import type { Approval } from "./verdict.ts";

/** An approval with what policies may know of its age, in seconds; null where that is not known. */
export interface AgedApproval extends Approval {
  readonly secondsAfterRequest: number | null;
  readonly ageAtMost: number | null;
}

/** Everything that was found out about one request: what a policy is asked is a function of it. */
export interface Facts {
  readonly phase: PolicyInput["phase"];
  readonly now: Instant;
  readonly catalog: Catalog;
  readonly traits: Pick<TargetTraits, "kind" | "expiry" | "endsSessions" | "keeps">;
  readonly change: PolicyInput["change"];
  readonly request: Request;
  readonly digest: Digest;
  readonly effectDigest: Digest;
  readonly lease: { readonly from: Instant; readonly until: Instant };
  /** All leases of the subject and entitlement less than an hour apart, this one included. */
  readonly chain: PolicyInput["request"]["chain"];
  readonly resource: Resource;
  readonly role: Role;
  /** A person's id. */
  readonly requester: string;
  /** What the ledger remembers, with what this run admitted before. */
  readonly state: Memory;
  readonly approvals: readonly AgedApproval[];
  readonly objections: readonly { readonly by: string }[];
  /** What sources outside said; left out: none is configured. */
  readonly evidence?: PolicyInput["evidence"];
}

const nobody: ReadonlySet<string> = new Set();

/** What is known where no source of evidence is configured. */
export const noEvidence: PolicyInput["evidence"] = { on_call: null, ticket: null, sources: [] };

/** What a policy is asked about a request: every field is there, every list of ids is sorted. */
export function toInput(facts: Facts): PolicyInput {
  const { catalog, request, resource, role, now, lease, traits } = facts;
  const entitlement = `${resource.id}:${role.name}`;
  const subject = subjectOf(request.subject, catalog);
  return {
    phase: facts.phase,
    time: {
      epoch: epochSeconds(now),
      utc: localTime(now, "UTC"),
      subject: localTime(now, subject.timezone),
      resource: localTime(now, resource.timezone),
      from: wallsOf(lease.from, subject.timezone, resource.timezone),
      until: wallsOf(after(lease.until, -1), subject.timezone, resource.timezone),
    },
    change: facts.change,
    request: {
      id: request.id,
      entitlement,
      digest: facts.digest,
      effect: facts.effectDigest,
      seconds: request.seconds,
      start: epochSeconds(lease.from),
      reason: request.reason,
      private: privateData(request.reason),
      ticket: request.ticket,
      emergency: request.emergency,
      extends: request.extends,
      chain: facts.chain,
    },
    requester: personOf(facts.requester, catalog),
    subject,
    vendor: vendorOf(subject.vendor, catalog),
    resource: {
      id: resource.id,
      title: resource.title,
      tier: resource.tier,
      data: sorted(resource.data),
      owners: sorted(resource.owners),
      timezone: resource.timezone,
      attributes: open(resource.attributes),
    },
    role: {
      id: role.name,
      max: role.max,
      max_chain: role.maxChain,
      eligible: sorted(role.eligible),
      attributes: open(role.attributes),
    },
    target: {
      id: resource.target,
      kind: traits.kind,
      expiry: traits.expiry,
      ends_sessions: traits.endsSessions,
      keeps: sorted(traits.keeps),
    },
    history: toHistory(
      facts.state,
      {
        id: request.id,
        subject: request.subject,
        entitlement,
        lease,
        requester: facts.requester,
        timezone: subject.timezone,
        colleagues: subject.vendor === null ? nobody : members(`vendor:${subject.vendor}`, catalog),
      },
      now,
    ),
    approvals: facts.approvals.map((approval) => approvalOf(approval, catalog)).sort(byText),
    evidence: facts.evidence ?? noEvidence,
    objections: sorted([...new Set(facts.objections.map(({ by }) => by))]).map((by) => ({ by })),
  };
}

function subjectOf(id: string, catalog: Catalog): PolicyInput["subject"] {
  const workload = own(catalog.workloads, id);
  if (workload !== undefined) return workloadOf(workload);
  const verified_until = own(catalog.people, id)?.verifiedUntil ?? null;
  return { ...personOf(id, catalog), verified_until, owner: null, repository: null, environment: null };
}

function workloadOf({ id, owner, repository, environment, timezone, attributes }: Workload): PolicyInput["subject"] {
  return {
    id,
    kind: "workload",
    teams: [],
    vendor: null,
    manager: null,
    suspended: false,
    verified_until: null,
    owner,
    repository,
    environment,
    timezone,
    attributes: open(attributes),
  };
}

function personOf(id: string, catalog: Catalog): PolicyInput["requester"] {
  const person: Person | undefined = own(catalog.people, id);
  if (person === undefined) throw new TypeError(`${id} is no person of the catalog`);
  const { vendor, manager, suspended, timezone, attributes } = person;
  return {
    id,
    kind: vendor === null ? "person" : "vendor",
    teams: [...teamsOf(id, catalog)],
    vendor,
    manager,
    suspended,
    timezone,
    attributes: open(attributes),
  };
}

function vendorOf(id: string | null, catalog: Catalog): PolicyInput["vendor"] {
  const vendor = id === null ? undefined : own(catalog.vendors, id);
  if (vendor === undefined) return null;
  return {
    id: vendor.id,
    name: vendor.name,
    tier: vendor.tier,
    owner: vendor.owner,
    contract_end: vendor.contractEnd,
    review_by: vendor.reviewBy,
    dpa: vendor.dpa,
    country: vendor.country,
    data: sorted(vendor.data),
    segment: sorted(vendor.segment),
    addresses: sorted(vendor.addresses),
    attributes: open(vendor.attributes),
  };
}

function approvalOf(approval: AgedApproval, catalog: Catalog): PolicyInput["approvals"][number] {
  return {
    by: approval.by,
    teams: [...teamsOf(approval.by, catalog)],
    via: approval.via,
    hardware: approval.hardware,
    user_verified: approval.userVerified,
    seconds_after_request: approval.secondsAfterRequest,
    age_at_most: approval.ageAtMost,
  };
}

function wallsOf(at: Instant, subject: string, resource: string): PolicyInput["time"]["from"] {
  return { subject: localTime(at, subject), resource: localTime(at, resource) };
}

function sorted(texts: readonly string[]): string[] {
  return [...texts].sort();
}

function byText(a: object, b: object): number {
  const [left, right] = [JSON.stringify(a), JSON.stringify(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function open(attributes: Attributes): { [key: string]: unknown } {
  return { ...attributes };
}
