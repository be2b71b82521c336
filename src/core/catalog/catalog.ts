import type { Json } from "../json/value.ts";
import type { Seconds } from "../time/instant.ts";

/** `person:x`, `team:x`, `vendor:x` or `workload:x`: a bare id in a file means a person. */
export type Ref = string;

export type Tier = "low" | "moderate" | "high" | "critical";
export type Attributes = { readonly [key: string]: Json };

/** A person's public SSH key, bare. */
export interface PersonKey {
  /** `type base64`, no comment. */
  readonly text: string;
  readonly type: string;
  /** `SHA256:…`, as ssh-keygen shows it. */
  readonly fingerprint: string;
  /** Who vouches that a security key is one. */
  readonly hardware: null | "vouched" | "attested";
  /** Applications a security key may sign for beside `ssh:`. */
  readonly applications: readonly string[];
}

export interface Person {
  readonly id: string;
  readonly github: null | { readonly login: string; readonly id: number };
  readonly email: string | null;
  readonly timezone: string;
  readonly manager: string | null;
  readonly vendor: string | null;
  readonly suspended: boolean;
  /** Epoch seconds of the last second of the day until which somebody's look at this identity holds. */
  readonly verifiedUntil: number | null;
  readonly keys: readonly PersonKey[];
  readonly accounts: { readonly [target: string]: string };
  readonly attributes: Attributes;
}

export interface Team {
  readonly id: string;
  readonly members: readonly string[];
  readonly github: string | null;
  readonly attributes: Attributes;
}

export interface Vendor {
  readonly id: string;
  readonly name: string;
  readonly tier: Tier;
  readonly owner: string;
  /** Epoch seconds of the last second of the contract's last day, in the organisation's time zone. */
  readonly contractEnd: number;
  /** The same of the day by which somebody must look at the entry again. */
  readonly reviewBy: number | null;
  readonly dpa: string | null;
  /** ISO 3166-1, two letters. */
  readonly country: string | null;
  readonly data: readonly string[];
  /** Resources that it may get, `payments/*` or `payments/customers-db`; none named: all that name it. */
  readonly segment: readonly string[];
  /** Blocks of addresses that its people come from; none named: any. */
  readonly addresses: readonly string[];
  readonly attributes: Attributes;
}

export interface Workload {
  readonly id: string;
  readonly repository: string;
  readonly repositoryId: number;
  readonly environment: string | null;
  readonly owner: Ref;
  readonly timezone: string;
  readonly keys: readonly PersonKey[];
  readonly accounts: { readonly [target: string]: string };
  readonly attributes: Attributes;
}

export interface Role {
  readonly name: string;
  readonly rights: Json;
  readonly max: Seconds;
  readonly maxChain: Seconds;
  readonly eligible: readonly Ref[];
  /** How long before the merge the request may have been written. */
  readonly openFor: Seconds;
  readonly restore: boolean;
  readonly attributes: Attributes;
}

export interface Resource {
  /** `namespace/resource`. */
  readonly id: string;
  readonly title: string;
  readonly tier: Tier;
  readonly data: readonly string[];
  readonly owners: readonly Ref[];
  readonly target: string;
  readonly timezone: string;
  readonly roles: { readonly [name: string]: Role };
  readonly attributes: Attributes;
}

export interface Org {
  readonly timezone: string;
  readonly rules: { readonly from: readonly Ref[]; readonly count: number; readonly self: boolean };
  readonly admissionWindow: Seconds;
  /** Everything of org.yaml, normalised (durations in seconds): what rules see as `data.org`. */
  readonly data: { readonly [key: string]: Json };
}

/** Who and what: every name in it resolves. */
export interface Catalog {
  readonly people: { readonly [id: string]: Person };
  readonly teams: { readonly [id: string]: Team };
  readonly vendors: { readonly [id: string]: Vendor };
  readonly workloads: { readonly [id: string]: Workload };
  /** By `namespace/resource`. */
  readonly resources: { readonly [id: string]: Resource };
  readonly org: Org;
  /** `policies/own/data/*.yaml`: what own rules see as `data.own`. */
  readonly own: { readonly [key: string]: Json };
}
