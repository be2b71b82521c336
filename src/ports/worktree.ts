import type { CallOptions } from "./call-options.ts";
import type { ObjectId, Signatory } from "./git.ts";

/**
 * A person's clone: files as they stand, settings, own branches. Nothing that is proved is read from here. Every
 * implementation keeps these (test/contract/worktree.ts):
 * - a file that is there is never overwritten unless the caller says so, and no path leaves the work tree;
 * - a branch moves only from where it was, and where it is checked out the files follow, or nothing happens.
 */
export interface Worktree {
  /** The folder that holds `brevet.yaml`, absolute. */
  readonly root: string;
  /** The clone's `.git`, shared by all its work trees, absolute. */
  readonly gitDirectory: string;

  /** A file's bytes, or null where there is no plain file: links are not followed. */
  read(path: string, options: CallOptions): Promise<Uint8Array | null>;
  /**
   * Every plain file that is, or is below, one of these paths (`""`: all), as git would take them up: ignored ones and
   * `.git` left out.
   */
  list(paths: readonly string[], options: CallOptions): Promise<readonly string[]>;
  /** Tells each time that something changed in one of these folders that are there, once it is quiet; ends with the signal. */
  changes(folders: readonly string[], options: CallOptions): AsyncIterable<void>;
  /** Writes files; `kept` names those that were there and differ, untouched unless `replace`. */
  write(
    files: ReadonlyMap<string, Uint8Array>,
    how: { readonly replace: boolean },
    options: CallOptions,
  ): Promise<{ readonly kept: readonly string[] }>;

  /** Removes plain files; one that is not there is no fault. */
  remove(paths: readonly string[], options: CallOptions): Promise<void>;

  /** A value of git's configuration as this person has it; null where it is not set. */
  setting(name: string, options: CallOptions): Promise<string | null>;
  /** Sets a value for this clone alone. */
  configure(name: string, value: string, options: CallOptions): Promise<void>;
  /** Whom git would name as author, and now; null where git does not know. */
  author(options: CallOptions): Promise<Signatory | null>;

  /** The branch that is checked out; null where none is. It may have no commit yet. */
  currentBranch(options: CallOptions): Promise<string | null>;
  /**
   * Moves a branch of this clone from `old` (null: absent) to `next`. Where it is checked out, the files that
   * differ are written too: `dirty` where that would lose a change that is not committed.
   */
  advance(
    branch: string,
    old: ObjectId | null,
    next: ObjectId,
    options: CallOptions,
  ): Promise<"advanced" | "moved" | "dirty">;
}
