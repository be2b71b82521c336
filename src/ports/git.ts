import type { Instant } from "../core/time/instant.ts";
import type { CallOptions } from "./call-options.ts";

/** A full object id, 40 (or 64) lower-case hex digits. */
export type ObjectId = string;

export interface TreeFile {
  /** Bytes that are not UTF-8 show as U+FFFD and two hex digits each, so that no two paths look the same. */
  readonly path: string;
  /** `100644`, `100755`, `120000`, `160000`. */
  readonly mode: string;
  readonly oid: ObjectId;
}

export interface Blob extends TreeFile {
  readonly bytes: Uint8Array;
}

/** One path that differs between two trees. Renames are a deletion and an addition. */
export interface ChangedPath {
  readonly path: string;
  readonly status: "added" | "removed" | "modified";
  readonly oldMode: string | null;
  readonly newMode: string | null;
  readonly oldOid: ObjectId | null;
  readonly newOid: ObjectId | null;
}

export interface Signatory {
  readonly name: string;
  readonly email: string;
  readonly at: Instant;
}

export interface Commit {
  readonly id: ObjectId;
  readonly tree: ObjectId;
  readonly parents: readonly ObjectId[];
  readonly author: Signatory;
  readonly committer: Signatory;
  readonly message: string;
}

/** A commit with the paths that it changed against its first parent (all its paths where it has none). */
export interface WalkedCommit extends Commit {
  readonly changes: readonly ChangedPath[];
}

/** How to read files. `most`: a larger one is cut one byte after that, so that whoever caps its size can tell. */
export interface ReadOptions extends CallOptions {
  readonly most?: number;
}

/** A commit to make: files set (bytes) or removed (null) on top of its predecessor. */
export interface CommitDraft {
  readonly files: ReadonlyMap<string, Uint8Array | null>;
  readonly message: string;
  readonly author: Signatory;
}

/**
 * Git as a store of objects and refs. Every implementation keeps these (test/contract/git.ts):
 * - what is read is what the objects say: no work tree, hook, filter, replace ref, graft, attribute, mailmap or
 *   user configuration changes an answer;
 * - a fetch that failed throws (`GIT_REMOTE_FAILED`); it is never a missing branch;
 * - `publish` moves a branch from exactly `old` to `next`, or says that it has moved.
 */
export interface Git {
  /** The id of a commit, tree or blob expression, or null where there is none. */
  resolve(revision: string, options: CallOptions): Promise<ObjectId | null>;
  /** Those of full refs that are there, with what they name. */
  resolveRefs(refs: readonly string[], options: CallOptions): Promise<ReadonlyMap<string, ObjectId>>;
  /** Brings branches of the remote here (nothing without a remote). Patterns may end in `/*`. */
  fetch(branches: readonly string[], options: CallOptions): Promise<void>;
  /** The published head of a branch: the remote's as last fetched, or the clone's own where there is no remote. */
  head(branch: string, options: CallOptions): Promise<ObjectId | null>;
  /** Published branches under a prefix (`orders/`), with their heads, at most `limit`. */
  branches(prefix: string, limit: number, options: CallOptions): Promise<ReadonlyMap<string, ObjectId>>;
  /** Moves a published branch from `old` (null: absent) to `next`, or tells that it has moved. */
  publish(branch: string, old: ObjectId | null, next: ObjectId, options: CallOptions): Promise<"published" | "moved">;
  /**
   * Asks where a ref of the engines' own (`refs/brevet/…`), or a pull request's head (`refs/pull/7/head`), stands for
   * everybody now, and brings it; null: nowhere.
   */
  shared(ref: string, options: CallOptions): Promise<ObjectId | null>;
  /** Asks which refs of the engines' own stand for everybody below a folder (`refs/brevet/target/`); brings nothing. */
  sharedBelow(folder: string, options: CallOptions): Promise<readonly string[]>;
  /** Moves such a ref for everybody from exactly `old` (null: absent) to `next` (null: away), or tells that it has moved. */
  share(ref: string, old: ObjectId | null, next: ObjectId | null, options: CallOptions): Promise<"published" | "moved">;
  /** Sets or deletes a private ref of this clone (`refs/brevet/…`). */
  keep(ref: string, next: ObjectId | null, options: CallOptions): Promise<void>;

  /** Files by path; those that are not there, and folders, are left out. */
  read(revision: string, paths: readonly string[], options: ReadOptions): Promise<ReadonlyMap<string, Blob>>;
  /** Every file below a folder (`""`: all), in order of path. */
  list(revision: string, folder: string, options: CallOptions): Promise<readonly TreeFile[]>;
  blobs(oids: readonly ObjectId[], options: ReadOptions): Promise<ReadonlyMap<ObjectId, Uint8Array>>;
  /** Paths that differ between two commits or trees. */
  diff(from: ObjectId, to: ObjectId, options: CallOptions): Promise<readonly ChangedPath[]>;

  commit(id: ObjectId, options: CallOptions): Promise<Commit>;
  /**
   * The first-parent line after `from` (exclusive; null: from the root) up to `to`, oldest first. Throws
   * `GIT_OFF_LINE` where `from` is not on it.
   */
  walk(from: ObjectId | null, to: ObjectId, options: CallOptions): AsyncIterable<WalkedCommit>;
  /** Whether `commit` lies on the first-parent line that ends in `head`. */
  onFirstParentLine(commit: ObjectId, head: ObjectId, options: CallOptions): Promise<boolean>;
  isAncestor(ancestor: ObjectId, descendant: ObjectId, options: CallOptions): Promise<boolean>;
  /** The one merge base, or null where there is none or more than one. */
  mergeBase(a: ObjectId, b: ObjectId, options: CallOptions): Promise<ObjectId | null>;
  /** The tree that merging gives, or null where it conflicts. */
  mergeTree(ours: ObjectId, theirs: ObjectId, options: CallOptions): Promise<ObjectId | null>;
  /**
   * Every commit reachable from `head` and not from `base`, in no promised order, with its own changes: a merge's
   * are the paths that differ from all of its parents.
   */
  commitsBetween(base: ObjectId, head: ObjectId, options: CallOptions): Promise<readonly WalkedCommit[]>;

  /**
   * Makes commits, each on top of the one before, in one stream, taken from the drafts as it flows; answers their
   * ids. Touches no branch.
   */
  importCommits(
    parent: ObjectId | null,
    commits: Iterable<CommitDraft>,
    options: CallOptions,
  ): Promise<readonly ObjectId[]>;
  /** Takes away what stands here as an object of its own and nobody names; what git has packed stays. */
  forget(ids: readonly ObjectId[]): Promise<void>;
  /** A commit object as it stands, header and message. */
  rawCommit(id: ObjectId, options: CallOptions): Promise<Uint8Array>;
  /** Writes a commit object as it is given. */
  writeRawCommit(raw: Uint8Array, options: CallOptions): Promise<ObjectId>;
  /**
   * The whole first-parent line up to `head`, oldest first, with the bytes of every changed blob below a folder
   * (`""`: of all): for verifying; in the batches in which it is read.
   */
  history(head: ObjectId, folder: string, options: CallOptions): AsyncIterable<readonly HistoryCommit[]>;

  close(): Promise<void>;
}

export interface HistoryCommit {
  readonly id: ObjectId;
  readonly tree: ObjectId;
  readonly parents: readonly ObjectId[];
  readonly message: string;
  /** bytes: null where a path was removed, is no blob, or lies elsewhere. */
  readonly changes: readonly (ChangedPath & { readonly bytes: Uint8Array | null })[];
}
