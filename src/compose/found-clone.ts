import { simpleGit } from "simple-git";
import { brevetError } from "../core/problem/brevet-error.ts";
import { problem } from "../core/problem/problem.ts";
import { fail, succeed, type Result } from "../core/problem/result.ts";
import type { InitPorts } from "../engine/init/init-ports.ts";
import type { StarterGitHub } from "../engine/init/starter-files.ts";
import { openGit } from "../git/open-git.ts";
import { gitLedger } from "../ledger/git-ledger.ts";
import type { CallOptions } from "../ports/call-options.ts";
import { sshSignature } from "../signature/ssh-signature.ts";
import { kinds } from "../targets/registry.ts";
import { openWorktree } from "../worktree/open-worktree.ts";
import { gitHubOf } from "./forge.ts";
import { openInstallation } from "./installation.ts";
import { makeFolders } from "./make-folders.ts";
import type { Environment } from "./place.ts";
import { systemClock } from "./system-clock.ts";

/** A folder in which an access repository may begin, with git in it. */
export interface FoundedClone extends AsyncDisposable {
  readonly ports: InitPorts;
  /** `origin`, where the clone has one. */
  readonly remote: string | null;
  /** Asks GitHub who begins, and in which repository: the one named, else the one that `origin` leads to. */
  introduce(repository: string | null, options: CallOptions): Promise<Result<StarterGitHub>>;
}

/** Makes the folder and its git repository where they are missing, and opens both. */
export async function foundClone(
  { root, env }: { readonly root: string; readonly env: Environment },
  options: CallOptions,
): Promise<FoundedClone> {
  await makeFolders(root);
  const own = simpleGit({ baseDir: root, abort: options.signal });
  const top = await own.raw(["rev-parse", "--show-toplevel"]).catch(() => null);
  if (top === null) await own.raw(["init", "--quiet", "--initial-branch=main"]);
  else if ((await own.raw(["rev-parse", "--show-prefix"])).trim() !== "") {
    throw brevetError("INIT_INSIDE", { root, repository: top.trim() });
  }
  const remote = (await own.getRemotes()).some(({ name }) => name === "origin") ? "origin" : null;
  const git = await openGit({ folder: root, remote, signal: options.signal });
  const worktree = await openWorktree(root, options);
  const signature = sshSignature();
  const installation = openInstallation({ env, gitDirectory: worktree.gitDirectory, signature, clock: systemClock });
  const openLedger: InitPorts["openLedger"] = (branch, trust, key) => gitLedger({ git, signature, branch, trust, key });
  return {
    ports: { git, worktree, signature, installation, kinds, clock: systemClock, openLedger },
    remote,
    async introduce(named, { signal }) {
      const address = remote === null ? "" : ((await worktree.setting("remote.origin.url", { signal })) ?? "");
      const repository = named ?? /([^/:]+\/[^/]+?)(?:\.git)?\/?$/.exec(address)?.[1];
      if (remote === null || repository === undefined) return fail([problem("INIT_FORGE_REMOTE", {})]);
      const { introduce } = await import("../forge/github/introduce.ts");
      return succeed(await introduce({ repository, ...gitHubOf(env) }, { signal }));
    },
    [Symbol.asyncDispose]: () => git.close(),
  };
}
