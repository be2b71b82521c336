import type { Event } from "../core/ledger/event.ts";
import { isEvent } from "../core/ledger/event-of.ts";
import type { State } from "../core/ledger/state.ts";
import { problem } from "../core/problem/problem.ts";
import { fail, succeed, type Result } from "../core/problem/result.ts";
import type { PruneReport } from "../core/report/people.ts";
import { requestIdOf } from "../core/request/request-path.ts";
import { formatInstant } from "../core/time/format-instant.ts";
import type { CallOptions } from "../ports/call-options.ts";
import type { Git } from "../ports/git.ts";
import type { Worktree } from "../ports/worktree.ts";
import type { JudgePorts } from "./engine-ports.ts";
import { commitOnBranch } from "./person/commit-on-branch.ts";
import type { Standing } from "./person/standing.ts";

/**
 * A change, on a branch of its own, that deletes the files of requests which are over: their grant has ended, or they
 * were refused for ever. What somebody still has to look at stays. What people signed stays too.
 */
export async function prune(
  ports: JudgePorts & { readonly worktree: Worktree },
  { view, main }: Standing,
  options: CallOptions,
): Promise<Result<PruneReport>> {
  const over = new Set<string>();
  const types = ["ended", "refused"] as const;
  for await (const event of ports.ledger.events(view, 1, { ...options, types })) {
    const id = endedFor(event);
    if (id !== null && mayGo(id, view.state)) over.add(id);
  }
  const files = await ports.git.list(main, "requests", options);
  const removed = files.map(({ path }) => path).filter((path) => over.has(requestIdOf(path) ?? ""));
  if (removed.length === 0) return succeed({ ok: true, removed, branch: null, commit: null });
  const branch = await freeBranch(ports.git, `prune/${formatInstant(ports.clock.now()).slice(0, 10)}`, options);
  if (branch === null) return fail([problem("BRANCH_MOVED", { branch: "prune/…" })]);
  const deletions = new Map(removed.map((path) => [path, null] as const));
  const message = `Delete the files of ${removed.length} ended ${removed.length === 1 ? "request" : "requests"}\n`;
  const what = { branch, old: null, parent: main, files: deletions, message };
  const commit = await commitOnBranch(ports, what, options);
  return commit.ok ? succeed({ ok: true, removed, branch, commit: commit.value }) : commit;
}

/** The request that is over by that event; null: it may go on, or be asked for once more. */
function endedFor(event: Event): string | null {
  if (event.type === "ended") return event.grant;
  return isEvent(event, "refused") && event.body.uses_id ? event.grant : null;
}

function mayGo(id: string, { grants, reviews }: State): boolean {
  return (grants[id]?.state ?? "ended") === "ended" && !Object.hasOwn(reviews, id);
}

/** A name that no branch bears, here or as published: the first of that day, the second, … */
async function freeBranch(git: Git, name: string, options: CallOptions): Promise<string | null> {
  for (let count = 1; count <= 100; count += 1) {
    const branch = count === 1 ? name : `${name}-${count}`;
    const taken = (await git.resolve(`refs/heads/${branch}`, options)) ?? (await git.head(branch, options));
    if (taken === null) return branch;
  }
  return null;
}
