import { GitError, type SimpleGit } from "simple-git";
import type { ObjectId } from "../ports/git.ts";

/** A branch of a clone, and where it goes. old: null where it is not there yet. */
interface Move {
  readonly branch: string;
  readonly old: ObjectId | null;
  readonly next: ObjectId;
  readonly isCheckedOut: boolean;
}

/** Moves a branch from where it was; where it is checked out, its files first, and back if it had moved after all. */
export async function advance(git: SimpleGit, move: Move): Promise<"advanced" | "moved" | "dirty"> {
  const { branch, old, next, isCheckedOut } = move;
  const ref = `refs/heads/${branch}`;
  if ((await idOf(git, ref)) !== old) return "moved";
  if (isCheckedOut && !(await updateFiles(git, old, next))) return "dirty";
  if (await tries(git, ["update-ref", ref, next, old ?? "0".repeat(next.length)])) return "advanced";
  const now = await idOf(git, ref);
  if (isCheckedOut && now !== null) await updateFiles(git, next, now);
  return "moved";
}

async function idOf(git: SimpleGit, ref: string): Promise<ObjectId | null> {
  const listed = await git.raw(["for-each-ref", "--format=%(objectname) %(refname)", ref]);
  const line = listed.split("\n").find((each) => each.endsWith(` ${ref}`));
  return line?.split(" ", 1)[0] ?? null;
}

/** As a checkout does: only files that differ, and not where a change of theirs would be lost. */
async function updateFiles(git: SimpleGit, old: ObjectId | null, next: ObjectId): Promise<boolean> {
  return await tries(git, ["read-tree", "-m", "-u", ...(old === null ? [] : [old]), next]);
}

/** Whether git did it. Git refuses what would lose a change, and a ref that is not where it was said to be. */
async function tries(git: SimpleGit, args: string[]): Promise<boolean> {
  try {
    await git.raw(args);
    return true;
  } catch (cause) {
    if (cause instanceof GitError) return false;
    throw cause;
  }
}
