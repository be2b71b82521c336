import { askOnce } from "./ask-once.ts";
import { stamp, type Activity, type Hub, type Pull } from "./state.ts";
import type { Account } from "./people.ts";

const nowhere = "0".repeat(40);

/** Where every branch stands. */
export type Heads = ReadonlyMap<string, string>;

export function headsOf({ repository }: Hub): Heads {
  const told = repository.git("for-each-ref", "--format=%(refname) %(objectname)", "refs/heads");
  const lines = told.split("\n").filter(Boolean);
  return new Map(lines.map((line) => line.split(" ") as [string, string]));
}

/**
 * Takes up what changed since: every move is activity; the head of an open pull request follows its branch, and its
 * approvals fall where its difference changed; one whose head main reached by another way shows as merged.
 */
export function takeUp(hub: Hub, before: Heads, actor: Account | null, how: Activity["type"] | null = null): void {
  const after = headsOf(hub);
  for (const ref of new Set([...before.keys(), ...after.keys()])) {
    const [from, to] = [before.get(ref) ?? nowhere, after.get(ref) ?? nowhere];
    if (from === to) continue;
    const type = how ?? typeOf(hub, from, to);
    hub.activity.unshift({ id: hub.nextId(), before: from, after: to, ref, at: stamp(hub), type, actor });
    if (how !== null || to === nowhere) continue;
    const open = [...hub.pulls.values()].filter((pull) => pull.state === "open");
    for (const pull of open.filter((one) => `refs/heads/${one.branch}` === ref)) followBranch(hub, pull, to);
    for (const pull of open.filter((one) => `refs/heads/${one.base}` === ref))
      if (actor !== null && isAncestor(hub, pull.head, to)) mergedIndirectly(hub, pull, from, actor);
  }
}

function typeOf(hub: Hub, from: string, to: string): Activity["type"] {
  if (from === nowhere) return "branch_creation";
  if (to === nowhere) return "branch_deletion";
  return isAncestor(hub, from, to) ? "push" : "force_push";
}

function followBranch(hub: Hub, pull: Pull, to: string): void {
  const isSame = difference(hub, pull, pull.head) === difference(hub, pull, to);
  pull.head = to;
  hub.repository.git("update-ref", `refs/pull/${pull.number}/head`, to);
  if (!hub.rules.dismissStale || isSame) return;
  for (const review of pull.reviews)
    if (review.state === "APPROVED") {
      pull.dismissals.push({ review: review.id, at: stamp(hub), was: review.state });
      review.state = "DISMISSED";
    }
}

function difference({ repository }: Hub, { base }: Pull, head: string): string {
  const from = repository.git("merge-base", `refs/heads/${base}`, head);
  return repository.git("diff", "--no-renames", "--full-index", from, head);
}

function mergedIndirectly(hub: Hub, pull: Pull, onto: string, by: Account): void {
  pull.state = "closed";
  pull.merged = { at: stamp(hub), by, commit: pull.head, onto };
}

/** Whether a commit lies before another, or is it: both by their ids. */
export function isAncestor({ repository }: Hub, ancestor: string, of: string): boolean {
  try {
    askOnce(repository, "merge-base", "--is-ancestor", ancestor, of);
    return true;
  } catch {
    return false;
  }
}
