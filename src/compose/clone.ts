import type { Config } from "../core/config/config.ts";
import { openGit } from "../git/open-git.ts";
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
import { findRoot, type Place } from "./place.ts";
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
  const root = await findRoot(place);
  const own = await openGit({ folder: root, remote: null, signal: options.signal });
  const shown = await shownConfig(own, options);
  const names = await namesOf(shown, own, options);
  const git = await withRemote(own, root, names, options);
  const worktree = await openWorktree(root, options);
  const signature = sshSignature();
  const clock = systemClock;
  const installation = openInstallation({ env: place.env, gitDirectory: worktree.gitDirectory, signature, clock });
  const trust = await installation.pinned();
  return {
    ...{ place, git, worktree, signature, installation, clock, names, shown, trust },
    [Symbol.asyncDispose]: () => git.close(),
  };
}

async function withRemote(own: Git, folder: string, { remote }: Names, { signal }: CallOptions): Promise<Git> {
  if (remote === null) return own;
  await own.close();
  return await openGit({ folder, remote, signal });
}
