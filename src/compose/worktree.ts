import type { CallOptions } from "../ports/call-options.ts";
import type { Worktree } from "../ports/worktree.ts";
import { openWorktree } from "../worktree/open-worktree.ts";
import { findRoot, type Place } from "./place.ts";

/** Opens the work tree around a place alone: nothing that is committed is looked at. */
export async function openFiles(place: Place, options: CallOptions): Promise<Worktree> {
  return await openWorktree(await findRoot(place), options);
}
