import { atLeast, type Account } from "./people.ts";
import { askOnce } from "./ask-once.ts";
import { headsOf, isAncestor, takeUp } from "./moves.ts";
import { Refused, stamp, type Hub, type MergeMethod, type Pull, type Review } from "./state.ts";

export function findPull(hub: Hub, number: number): Pull {
  const pull = hub.pulls.get(number);
  if (pull === undefined) throw new Refused(404, "Not Found");
  return pull;
}

export function openPull(
  hub: Hub,
  by: Account,
  asked: { readonly branch: string; readonly base: string; readonly title: string; readonly body: string },
): Pull {
  const [head, base] = [hub.repository.tip(asked.branch), hub.repository.tip(asked.base)];
  if (head === null || base === null) throw new Refused(422, "Validation Failed");
  if (isAncestor(hub, head, base)) throw new Refused(422, "Validation Failed", ["No commits between base and head"]);
  const number = hub.pulls.size + 1;
  const { branch, title, body } = asked;
  const kept = { reviews: [], dismissals: [], asked: new Set<string>() };
  const opened = { number, title, body, by, branch, openedAt: stamp(hub), base: asked.base, head };
  const pull: Pull = { ...opened, state: "open", isDraft: false, isFromFork: false, merged: null, ...kept };
  hub.pulls.set(number, pull);
  hub.repository.git("update-ref", `refs/pull/${number}/head`, head);
  return pull;
}

export const reviewEvents = {
  APPROVE: "APPROVED",
  REQUEST_CHANGES: "CHANGES_REQUESTED",
  COMMENT: "COMMENTED",
} as const;

export function addReview(
  hub: Hub,
  pull: Pull,
  by: Account,
  said: { readonly event: keyof typeof reviewEvents; readonly body?: string; readonly commit?: string },
): Review {
  if (by.id === pull.by.id && said.event !== "COMMENT")
    throw new Refused(422, "Unprocessable Entity", ["Can not approve your own pull request"]);
  const { event, body = "", commit = pull.head } = said;
  pull.asked.delete(by.login);
  const review: Review = { id: hub.nextId(), by, commit, at: stamp(hub), body, state: reviewEvents[event] };
  pull.reviews.push(review);
  return review;
}

export function dismissReview(hub: Hub, pull: Pull, id: number): Review {
  const review = pull.reviews.find((one) => one.id === id);
  if (review === undefined) throw new Refused(404, "Not Found");
  if (review.state === "DISMISSED" || review.state === "COMMENTED")
    throw new Refused(422, "Can not dismiss a dismissed or commented pull request review");
  pull.dismissals.push({ review: id, at: stamp(hub), was: review.state });
  review.state = "DISMISSED";
  return review;
}

/** Each person's last opinion: a comment takes none back. */
export function opinionsOf(pull: Pull): readonly Review[] {
  const last = new Map<number, Review>();
  for (const review of pull.reviews) if (review.state !== "COMMENTED") last.set(review.by.id, review);
  return [...last.values()];
}

/** Commits of a pull request, oldest first. */
export function commitsOf(
  { repository }: Hub,
  pull: Pull,
  tipOf = (branch: string): string => repository.git("rev-parse", `refs/heads/${branch}`),
): readonly string[] {
  const onto = pull.merged?.onto ?? tipOf(pull.base);
  return askOnce(repository, "rev-list", "--reverse", "--topo-order", `${onto}..${pull.head}`)
    .split("\n")
    .filter(Boolean);
}

interface HowToMerge {
  readonly method: MergeMethod;
  readonly sha: string | null;
  /** What the merge says; GitHub's own words where they are left out. */
  readonly title?: string;
  readonly message?: string;
}

/** Merges as GitHub does. Answers the commit that main then is. */
export function mergePull(hub: Hub, pull: Pull, by: Account, how: HowToMerge): string {
  if (pull.state !== "open") throw new Refused(405, "Pull Request is not mergeable");
  if (how.sha !== null && how.sha !== pull.head)
    throw new Refused(409, "Head branch was modified. Review and try the merge again.");
  if (!hub.rules.methods.includes(how.method)) throw new Refused(405, `${how.method} merges are not allowed.`);
  const isMet = areRulesMet(hub, pull) && hub.rules.queue === null;
  if (!isMet && !hub.rules.bypass.includes(by.login)) throw new Refused(405, "Repository rule violations found");
  const before = headsOf(hub);
  const onto = hub.repository.git("rev-parse", `refs/heads/${pull.base}`);
  const commit = mergedCommit(hub, pull, by, onto, how);
  hub.repository.git("update-ref", `refs/heads/${pull.base}`, commit, onto);
  pull.state = "closed";
  pull.merged = { at: stamp(hub), by, commit, onto };
  takeUp(hub, before, by, "pr_merge");
  const result = isMet ? "pass" : "bypass";
  hub.suites.unshift({ id: hub.nextId(), before: onto, after: commit, at: stamp(hub), actor: by, result });
  return commit;
}

/** Whether what protects main lets a pull request through, or into the queue. */
export function areRulesMet(hub: Hub, pull: Pull): boolean {
  const { rules } = hub;
  const opinions = opinionsOf(pull).filter(({ by }) => atLeast(hub.people.permissionOf(by), "write"));
  if (rules.approvals > 0 && opinions.some(({ state }) => state === "CHANGES_REQUESTED")) return false;
  const pusher = hub.activity.find(({ ref }) => ref === `refs/heads/${pull.branch}`)?.actor;
  const approvals = opinions.filter(
    ({ state, by }) => state === "APPROVED" && !(rules.lastPush && by.id === pusher?.id),
  );
  return approvals.length >= rules.approvals && rules.statuses.every((name) => isGreen(hub, pull.head, name));
}

export function isGreen(hub: Hub, sha: string, name: string): boolean {
  return hub.statuses.findLast((status) => status.sha === sha && status.context === name)?.state === "success";
}

/** Makes the commit that a merge would bring onto another one. */
export function mergedCommit(hub: Hub, pull: Pull, by: Account, onto: string, how: HowToMerge): string {
  const { method } = how;
  const tree = mergedTree(hub, onto, pull.head);
  if (method === "rebase") return rebased(hub, pull, onto);
  const parents = method === "merge" ? [onto, pull.head] : [onto];
  const author = method === "merge" ? by : pull.by;
  const [title, body] =
    method === "merge"
      ? [`Merge pull request #${pull.number}`, pull.title]
      : [`${pull.title} (#${pull.number})`, messagesOf(hub, pull)];
  const message = `${how.title ?? title}\n\n${how.message ?? body}\n`;
  return writeCommit(hub, { tree, parents, author: `${author.login} <${author.login}@acme.example>`, message });
}

/** What GitHub puts below the title of a squash: every message of the branch. */
function messagesOf(hub: Hub, pull: Pull): string {
  const messages = commitsOf(hub, pull).map((id) => askOnce(hub.repository, "show", "-s", "--format=%B", id));
  return messages.map((text) => `* ${text}`).join("\n\n");
}

function mergedTree({ repository }: Hub, onto: string, head: string): string {
  try {
    return repository.git("merge-tree", "--write-tree", onto, head);
  } catch {
    throw new Refused(405, "Merge conflict");
  }
}

/** Every commit of the branch again on top of main, with its own author and message, merges left out. */
function rebased(hub: Hub, pull: Pull, onto: string): string {
  const { repository } = hub;
  let tip = onto;
  for (const commit of commitsOf(hub, pull)) {
    const [parent = "", ...others] = repository.git("show", "-s", "--format=%P", commit).split(" ");
    if (others.length > 0) continue;
    const raw = repository.git("diff-tree", "-r", "--no-renames", "--no-abbrev", parent, commit).split("\n");
    const files = raw.filter(Boolean).map((line) => {
      const [facts = "", path = ""] = line.split("\t");
      const [, mode = "", , oid = "", status] = facts.split(" ");
      return [path, status === "D" ? null : { mode, oid }] as const;
    });
    const [author = "", ...message] = repository.git("show", "-s", "--format=%an <%ae>%n%B", commit).split("\n");
    const scratch = { branch: `scratch-${pull.number}`, parents: [tip], files: Object.fromEntries(files) };
    const tree = repository.git("rev-parse", `${repository.commit(scratch)}^{tree}`);
    repository.git("update-ref", "-d", `refs/heads/${scratch.branch}`);
    tip = writeCommit(hub, { tree, parents: [tip], author, message: message.join("\n") });
  }
  return tip;
}

function writeCommit(
  hub: Hub,
  commit: {
    readonly tree: string;
    readonly parents: readonly string[];
    readonly author: string;
    readonly message: string;
  },
): string {
  const date = `${Math.floor(hub.now() / 1000)} +0000`;
  const head = [
    `tree ${commit.tree}`,
    ...commit.parents.map((parent) => `parent ${parent}`),
    `author ${commit.author} ${date}`,
    `committer GitHub <noreply@github.com> ${date}`,
  ];
  return hub.repository.write("commit", `${head.join("\n")}\n\n${commit.message}`);
}
