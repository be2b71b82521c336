import type { Config } from "../core/config/config.ts";
import { makeBare } from "../git/make-bare.ts";
import { openStore } from "../git/open-git.ts";
import type { CallOptions } from "../ports/call-options.ts";
import type { Clock } from "../ports/clock.ts";
import type { Git } from "../ports/git.ts";
import type { Installation } from "../ports/installation.ts";
import type { Trust } from "../ports/ledger.ts";
import type { Signature } from "../ports/signature.ts";
import type { Worktree } from "../ports/worktree.ts";
import { sshSignature } from "../signature/ssh-signature.ts";
import { openWorktree } from "../worktree/open-worktree.ts";
import { openInstallation } from "./installation.ts";
import { namesOf, shownConfig, type Names } from "./names.ts";
import { findRoot, type Environment, type Place } from "./place.ts";
import { systemClock } from "./system-clock.ts";

/** One clone, opened: its objects, its work tree, what it pinned. Nothing here can touch a target or a secret. */
export interface Clone extends AsyncDisposable {
  readonly place: Place;
  readonly git: Git;
  readonly worktree: Worktree;
  readonly signature: Signature;
  readonly installation: Installation;
  readonly clock: Clock;
  readonly names: Names;
  /** What main shows, unproved. */
  readonly shown: Config | null;
  readonly trust: Trust | null;
}

/** Opens the clone around a place. */
export async function openClone(place: Place, options: CallOptions): Promise<Clone> {
  return await openCloneAt(await findRoot(place), place, options);
}

/**
 * Opens a clone of its own, without a work tree, in an empty folder: of what is published at that address, which its
 * main's configuration calls whatever it likes.
 */
export async function openBareClone(
  at: { readonly folder: string; readonly address: string; readonly env: Environment },
  options: CallOptions,
): Promise<Clone> {
  const { folder, address, env } = at;
  await makeBare(folder, address, options);
  return await openCloneAt(folder, { cwd: folder, repo: folder, env }, options, "origin");
}

async function openCloneAt(
  root: string,
  place: Place,
  options: CallOptions,
  remote: string | null = null,
): Promise<Clone> {
  const opening = openWorktree(root, options);
  opening.catch(() => undefined); // awaited below, once git has said whether this is a clone at all
  const store = await openStore(root, options.signal);
  const own = store.publishedBy(null);
  try {
    const shown = await shownConfig(own, options);
    const found = await namesOf(shown, own, options);
    const names = { ...found, remote: remote ?? found.remote };
    const git = store.publishedBy(names.remote);
    const worktree = await opening;
    const signature = sshSignature();
    const clock = systemClock;
    const installation = openInstallation({ env: place.env, gitDirectory: worktree.gitDirectory, signature, clock });
    const trust = await installation.pinned();
    return {
      ...{ place, git, worktree, signature, installation, clock, names, shown, trust },
      [Symbol.asyncDispose]: () => git.close(),
    };
  } catch (error) {
    await own.close();
    throw error;
  }
}
