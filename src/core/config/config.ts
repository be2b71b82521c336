import type { ConfigFile } from "./config-schema.ts";
import type { Digest } from "../json/digest.ts";
import type { Json } from "../json/value.ts";

/** A secret by reference: an environment variable or a file below the deployment's secrets folder. */
export type SecretRef = `env:${string}` | `file:${string}`;

/** One configured target: what every kind has, and the kind's own options. */
export interface TargetConfig {
  readonly id: string;
  readonly kind: string;
  /** What the target must show of itself before it is changed. */
  readonly identity: string;
  /** `observe`: admits and plans, starts nothing, says what it would do. */
  readonly mode: "enforce" | "observe";
  /** Which runner serves it (`apply --runner`); null: the one that admits. */
  readonly runner: string | null;
  /** Accounts that no grant may name, beside the kind's own. */
  readonly privileged: readonly string[];
  /** The kind's own options, validated by the kind's schema. */
  readonly options: { readonly [key: string]: Json };
}

/** Where each run leaves the end of the ledger that it saw, out of reach of those who write the ledger. */
export type WitnessConfig = {
  /** False: where it cannot be asked, admissions and starts go on without it. */
  readonly required: boolean;
} & (
  | { readonly kind: "git"; readonly remote: string }
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "exec"; readonly path: string; readonly sha256: string; readonly env: readonly string[] }
);

/** Where changes are reviewed. */
export type ForgeConfig =
  | { readonly kind: "plain"; readonly remote: string | null }
  | {
      readonly kind: "github";
      readonly remote: string;
      /** `owner/name`, for people and addresses; the id alone says which repository it is. */
      readonly repository: string;
      readonly id: number;
      /** The account that may merge past GitHub's own rules, an App's; null: nobody. */
      readonly merger: number | null;
    };

/** Where people are told what they must be told of: one that is at hand keeps the obligation `notify`. */
export interface NotifierConfig {
  readonly id: string;
  /** webhook: a notice as JSON. slack: a line of text, in the form that incoming webhooks of Slack take. */
  readonly kind: "webhook" | "slack";
  /** The address; whoever knows it may write there. */
  readonly url: SecretRef;
  /** What it tells beside what people must be told: events of the ledger; `pending` is a refusal of its own. */
  readonly on: readonly ToldEvent[];
}

/** An event that a notifier can tell. */
export type ToldEvent = NonNullable<NonNullable<ConfigFile["notify"]>[number]["on"]>[number];

/** Who is asked what no file says: who is on call, whether a ticket is open. */
export interface EvidenceConfig {
  readonly id: string;
  readonly kind: "pagerduty" | "opsgenie" | "icalendar" | "tickets";
  readonly url: string;
  /** Of pagerduty and opsgenie; else empty. */
  readonly schedule: string;
  readonly token: SecretRef | null;
  /** Of tickets: where the state stands in the answer, and which are open. */
  readonly field: string;
  readonly open: readonly string[];
}

/** `brevet.yaml`, read and checked. Part of the rules: read as a git object of the rules in force. */
export interface Config {
  readonly repositoryId: string;
  readonly forge: ForgeConfig;
  readonly branch: string;
  readonly ledger: {
    readonly branch: string;
    /** Digest of the genesis event; null only while `init` is writing it. */
    readonly genesis: Digest | null;
    /** Public engine keys, for auditors; never makes a key trusted to an engine. */
    readonly keys: readonly string[];
    readonly sign: SecretRef | null;
    readonly witness: WitnessConfig | null;
  };
  readonly targets: { readonly [id: string]: TargetConfig };
  readonly notify: readonly NotifierConfig[];
  readonly evidence: readonly EvidenceConfig[];
  readonly guards: { /** Share of a target's holdings, 0 to 1. */ readonly maxRemovedByDiff: number };
}

/** What the engine must know of a target kind without opening a target: pure facts, from the kind's code. */
export interface TargetTraits {
  readonly kind: string;
  readonly expiry: "enforced" | "at-login" | "swept" | "none";
  readonly endsSessions: boolean;
  /** Kinds of obligation that it keeps, beside those the engine keeps itself. */
  readonly keeps: readonly string[];
  /** Those that it keeps besides where an option of this name is true; traitsOf takes them in. Left out: none. */
  readonly keepsIf?: { readonly [option: string]: string };
  /** Whether a request needs `public_key`, and in which forms. */
  readonly publicKey: { readonly required: boolean; readonly forms: readonly ("ssh" | "spki" | "age")[] };
  /** Whether a subject without an entry in `accounts` has its own id there. */
  readonly accounts: "implied" | "named";
  /** JSON Schema of the kind's options in `brevet.yaml`, and of a role's `rights`. */
  readonly optionsSchema: Json;
  readonly rightsSchema: Json;
  /** Names of options whose change while grants live is refused (`TARGET_IN_USE`). */
  readonly pinnedOptions: readonly string[];
  /** An account's name as the target compares it (case, Unicode). */
  readonly comparable: (account: string) => string;
}

/** The traits of every kind this build knows, by kind. */
export type Kinds = ReadonlyMap<string, TargetTraits>;
