import type { CallOptions } from "./call-options.ts";
import type { ObjectId } from "./git.ts";

/** A change that is open for review, as the forge shows it now. */
export interface OpenChange {
  readonly number: number;
  /** The forge's own name of it. */
  readonly key: string;
  readonly head: ObjectId;
  readonly branch: string;
  /** Whether its branch is in another repository, where nothing of ours can be deleted. */
  readonly isFromFork: boolean;
  /** Not offered yet: nobody is asked, and nothing is merged. */
  readonly isDraft: boolean;
  /** By the forge's name of the account; null: nobody's any more. */
  readonly openedBy: string | null;
  /** Accounts that were asked for a review and have given none. */
  readonly asked: readonly string[];
  /** What was said there by the very account that asks now; null: nothing yet. */
  readonly said: { readonly id: number; readonly text: string } | null;
  /** Comments like ours of other machines' accounts, by the forge's own names: what an engine said before it got its own. */
  readonly outdated: readonly string[];
  /** Where main takes changes through a queue alone: whether it stands in it, and the commit made of it there. Null: main has none. */
  readonly queue: { readonly isIn: boolean; readonly commit: ObjectId | null } | null;
}

/** How a commit shows in lists and under what main demands. */
export interface Mark {
  readonly state: "success" | "pending" | "failure";
  /** At most 140 characters of it are shown. */
  readonly text: string;
}

/** Merged; in the queue, which merges it; the head moved meanwhile; or the forge's own rules do not let it through yet. */
export type Merged =
  | { readonly outcome: "merged"; readonly commit: ObjectId }
  | { readonly outcome: "queued" }
  | { readonly outcome: "moved" }
  | { readonly outcome: "refused"; readonly said: string };

export type MergeMethod = "squash" | "merge" | "rebase";

/**
 * The desk at which open changes are talked about and merged. It gives no access: what is merged is proved again. Every
 * implementation keeps these (test/contract/github-changes.test.ts):
 * - one comment a change is ours: it is written anew, never repeated; what another machine's account said before is folded
 *   away as outdated once ours stands there, and no person's is touched;
 * - what is merged, or goes into the queue, is the very head that was named, or nothing.
 */
export interface Changes {
  /** Numbers of changes of main that are open, newest first, at most a thousand. head: only those that hold that commit. */
  numbers(about: { readonly head: ObjectId | null }, options: CallOptions): Promise<readonly number[]>;
  /** Null: it is not open, or not one of main. */
  find(number: number, options: CallOptions): Promise<OpenChange | null>;
  /** Offers a branch of the repository as a change of main. */
  offer(
    branch: string,
    about: { readonly title: string; readonly text: string },
    options: CallOptions,
  ): Promise<{ readonly number: number }>;
  /** Says it in the one comment; does nothing where it stands there already. */
  say(change: Pick<OpenChange, "number" | "said" | "outdated">, text: string, options: CallOptions): Promise<void>;
  mark(commit: ObjectId, mark: Mark, options: CallOptions): Promise<void>;
  /** Asks those accounts for a review; answers who was asked. Who cannot be asked is left out. */
  ask(
    change: Pick<OpenChange, "number">,
    accounts: readonly string[],
    options: CallOptions,
  ): Promise<readonly string[]>;
  merge(
    change: Pick<OpenChange, "number" | "head" | "key" | "queue">,
    how: { readonly method: MergeMethod; readonly title: string },
    options: CallOptions,
  ): Promise<Merged>;
  /** Deletes the branch of a change that was merged; one that is gone is no fault. */
  drop(change: Pick<OpenChange, "branch">, options: CallOptions): Promise<void>;
}
