import { headsOf, takeUp } from "./moves.ts";
import type { Account } from "./people.ts";
import { areRulesMet, isGreen, mergedCommit } from "./pulls.ts";
import { Refused, stamp, type Hub, type MergeMethod, type Pull, type Queued } from "./state.ts";

/** What a workflow is told when the queue asks for checks. */
export interface MergeGroup {
  readonly head_sha: string;
  readonly head_ref: string;
  readonly base_sha: string;
  readonly base_ref: string;
}

/** Puts a pull request at the end of main's queue: a commit of its own, on top of what waits before it. */
export function enqueue(hub: Hub, pull: Pull, by: Account, expected: string | null): Queued {
  const { queue } = hub.rules;
  if (queue === null) throw new Refused(422, "The merge queue is not enabled for this branch");
  if (pull.state !== "open") throw new Refused(422, "Pull request is closed");
  if (expected !== null && expected !== pull.head) throw new Refused(422, "Expected head oid does not match");
  if (hub.queue.some((entry) => entry.pull === pull)) throw new Refused(422, "Pull request is already in the queue");
  if (!areRulesMet(hub, pull) && !hub.rules.bypass.includes(by.login))
    throw new Refused(422, "Pull request is not mergeable: required status checks or reviews are missing");
  const entry = built(hub, pull, by, queue);
  hub.queue.push(entry);
  return entry;
}

/** Takes out what failed or moved, builds anew what stood behind it, and merges all that is green, in one move of main. */
export function settleQueue(hub: Hub): string {
  const { queue } = hub.rules;
  const before = headsOf(hub);
  const failed = hub.queue.findIndex(
    ({ commit, pull, head }) => stateOf(hub, commit) === "failure" || pull.head !== head,
  );
  if (failed !== -1 && queue !== null)
    for (const entry of hub.queue.splice(failed)) {
      hub.repository.git("update-ref", "-d", entry.ref);
      if (entry.pull.head === entry.head && stateOf(hub, entry.commit) !== "failure")
        hub.queue.push(built(hub, entry.pull, entry.by, queue));
    }
  const waits = hub.queue.findIndex(({ commit }) => !hub.rules.statuses.every((name) => isGreen(hub, commit, name)));
  const done = hub.queue.splice(0, waits === -1 ? hub.queue.length : waits);
  const last = done.at(-1);
  if (last === undefined) return tipOf(hub);
  const bot = hub.people.account("github-merge-queue[bot]", { type: "Bot" });
  for (const { pull, commit, onto } of done) {
    pull.state = "closed";
    pull.merged = { at: stamp(hub), by: bot, commit, onto };
  }
  const main = tipOf(hub);
  hub.repository.git("update-ref", "refs/heads/main", last.commit, main);
  for (const { ref } of done) hub.repository.git("update-ref", "-d", ref);
  takeUp(hub, before, bot, "merge_queue_merge");
  hub.suites.unshift({
    id: hub.nextId(),
    before: main,
    after: last.commit,
    at: stamp(hub),
    actor: bot,
    result: "pass",
  });
  return last.commit;
}

/** The event that asks for checks of what the queue made. */
export function mergeGroupOf({ commit, ref, onto }: Queued): MergeGroup {
  return { head_sha: commit, head_ref: ref, base_sha: onto, base_ref: "refs/heads/main" };
}

function built(hub: Hub, pull: Pull, by: Account, method: MergeMethod): Queued {
  const onto = hub.queue.at(-1)?.commit ?? tipOf(hub);
  const commit = mergedCommit(hub, pull, by, onto, { method, sha: null });
  const ref = `refs/heads/gh-readonly-queue/main/pr-${pull.number}-${onto}`;
  hub.repository.git("update-ref", ref, commit);
  return { pull, head: pull.head, by, onto, commit, ref };
}

function stateOf(hub: Hub, sha: string): string | null {
  const own = hub.statuses.filter((status) => status.sha === sha && hub.rules.statuses.includes(status.context));
  return own.at(-1)?.state ?? null;
}

function tipOf({ repository }: Hub): string {
  return repository.git("rev-parse", "refs/heads/main");
}
