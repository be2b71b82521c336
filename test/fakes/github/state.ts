import type { Instant } from "../../../src/core/time/instant.ts";
import type { Repository } from "../repository.ts";
import type { Account, People } from "./people.ts";
import type { Settings } from "./settings.ts";

export interface Review {
  readonly id: number;
  readonly by: Account;
  readonly commit: string;
  readonly at: string;
  readonly body: string;
  state: "APPROVED" | "CHANGES_REQUESTED" | "COMMENTED" | "DISMISSED";
}

/** That a review was dismissed, and what it said before. */
export interface Dismissal {
  readonly review: number;
  readonly at: string;
  readonly was: Review["state"];
}

export interface Pull {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly by: Account;
  readonly branch: string;
  readonly openedAt: string;
  base: string;
  head: string;
  state: "open" | "closed";
  isDraft: boolean;
  /** Its branch stands in another repository; here it is in this one all the same. */
  isFromFork: boolean;
  merged: null | { readonly at: string; readonly by: Account; readonly commit: string; readonly onto: string };
  readonly reviews: Review[];
  readonly dismissals: Dismissal[];
  readonly asked: Set<string>;
}

/** One move of a branch, as the Activity page tells it. */
export interface Activity {
  readonly id: number;
  readonly before: string;
  readonly after: string;
  readonly ref: string;
  readonly at: string;
  readonly type: "push" | "force_push" | "branch_creation" | "branch_deletion" | "pr_merge" | "merge_queue_merge";
  readonly actor: Account | null;
}

/** How a push to main was weighed against its rules. */
export interface Suite {
  readonly id: number;
  readonly before: string;
  readonly after: string;
  readonly at: string;
  readonly actor: Account;
  readonly result: "pass" | "bypass";
}

export interface Comment {
  readonly id: number;
  readonly number: number;
  readonly by: Account;
  readonly at: string;
  body: string;
  isMinimized: boolean;
}

/** A pull request in main's queue, and the commit that was made of it. */
export interface Queued {
  readonly pull: Pull;
  readonly head: string;
  readonly by: Account;
  readonly onto: string;
  readonly commit: string;
  readonly ref: string;
}

export interface Status {
  readonly id: number;
  readonly sha: string;
  readonly context: string;
  readonly state: "error" | "failure" | "pending" | "success";
  readonly description: string | null;
  readonly by: Account;
  readonly at: string;
}

/** What protects main. */
export interface Rules {
  approvals: number;
  dismissStale: boolean;
  lastPush: boolean;
  statuses: readonly string[];
  methods: readonly MergeMethod[];
  bypass: readonly string[];
  /** How the queue merges that everything has to go through; null: there is none. */
  queue: MergeMethod | null;
}
export type MergeMethod = "merge" | "squash" | "rebase";

/** One repository of an organisation, and everything around it. */
export interface Hub {
  /** `acme/access`. */
  readonly name: string;
  readonly id: number;
  readonly repository: Repository;
  readonly people: People;
  readonly pulls: Map<number, Pull>;
  readonly activity: Activity[];
  readonly suites: Suite[];
  readonly comments: Comment[];
  readonly statuses: Status[];
  readonly queue: Queued[];
  readonly rules: Rules;
  readonly settings: Settings;
  /** Where it answers: `http://127.0.0.1:…`. */
  url: string;
  now(): Instant;
  nextId(): number;
}

/** An answer that GitHub gives instead of what was asked for. */
export class Refused extends Error {
  readonly status: number;
  readonly errors: readonly unknown[];

  constructor(status: number, message: string, errors: readonly unknown[] = []) {
    super(message);
    this.status = status;
    this.errors = errors;
  }
}

/** A moment as the API writes it: whole seconds. */
export function stamp(hub: Pick<Hub, "now">): string {
  return `${new Date(hub.now()).toISOString().slice(0, 19)}Z`;
}
