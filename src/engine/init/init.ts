import { succeed, fail, type Result } from "../../core/problem/result.ts";
import { problem } from "../../core/problem/problem.ts";
import type { InitReport } from "../../core/report/people.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { ObjectId } from "../../ports/git.ts";
import { beginLedger, begunBefore, encoded, ledgerBranch, workflowsOf } from "./begin-ledger.ts";
import type { InitPorts, InitWith } from "./init-ports.ts";
import { personId } from "./person-id.ts";
import { signingKey } from "./signing-key.ts";
import { firstEntitlement } from "./starter-files.ts";

/**
 * Makes an access repository that works at once, in a folder without commits. Nothing that is there is overwritten;
 * stopped anywhere and run again, it goes on.
 */
export async function init(ports: InitPorts, given: InitWith, options: CallOptions): Promise<Result<InitReport>> {
  const { worktree, git, installation } = ports;
  if ((await worktree.read("brevet.yaml", options)) !== null) {
    return fail([problem("INIT_DONE", { root: worktree.root })]);
  }
  if ((await git.resolve("HEAD", options)) !== null) return fail([problem("INIT_HISTORY", { root: worktree.root })]);
  const branch = (await worktree.currentBranch(options)) ?? "main";
  const author = await worktree.author(options);
  const person = { id: personId(author), email: author?.email ?? null, timezone: given.timezone };
  const key = await signingKey(ports, person.id, options);
  if (!key.ok) return key;
  const engine = await installation.engineKey();
  const about = { branch, person: { ...person, key: key.value.publicKey }, engine, author };
  const begun = (await begunBefore(ports, engine, options)) ?? (await beginLedger(ports, given, about, options));
  if (!begun.ok) return begun;
  const shown = await show(ports, { branch, commit: begun.value.commit, remote: given.remote }, options);
  if (!shown.ok) return shown;
  return succeed({
    ok: true,
    root: worktree.root,
    repository: begun.value.repository,
    person: { id: person.id, key: key.value.fingerprint, key_made: key.value.made },
    branch,
    commit: begun.value.commit,
    ledger: { branch: ledgerBranch, genesis: begun.value.genesis },
    engine_key: engine.fingerprint,
    written: begun.value.paths,
    kept: begun.value.paths.includes("README.md") ? [] : ["README.md"],
    engine_repo: await engineRepo(ports, given, branch),
    entitlement: firstEntitlement,
  });
}

/** What an engine repository begins with is kept beside the keys: it must not be in the access repository. */
async function engineRepo(
  { installation }: InitPorts,
  given: InitWith,
  branch: string,
): Promise<InitReport["engine_repo"]> {
  const { engine } = given.workflows;
  const files = workflowsOf(given, branch)?.engine;
  if (engine === null || files === undefined || files.size === 0) return null;
  return { repository: engine, folder: await installation.keepFiles("engine-repo", encoded(files)) };
}

/** The first commit becomes the branch, here and where it is published. */
async function show(
  { git, worktree }: InitPorts,
  { branch, commit, remote }: { readonly branch: string; readonly commit: ObjectId; readonly remote: string | null },
  options: CallOptions,
): Promise<Result<null>> {
  const moved = fail([problem("BRANCH_MOVED", { branch })]);
  if (remote !== null && (await git.publish(branch, null, commit, options)) === "moved") return moved;
  const outcome = await worktree.advance(branch, null, commit, options);
  if (outcome === "dirty") return fail([problem("BRANCH_DIRTY", { branch })]);
  return outcome === "advanced" ? succeed(null) : moved;
}
