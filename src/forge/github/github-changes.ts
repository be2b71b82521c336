import { brevetError } from "../../core/problem/brevet-error.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { Changes, Merged, OpenChange } from "../../ports/changes.ts";
import { Answer } from "./answer.ts";
import { openClient, type Client, type GitHubPlace, type Written } from "./client.ts";
import { enqueue, minimise, openChange } from "./queries.ts";

/** So many pages of comments are looked through for one's own: it comes early. */
const mostPages = 10;
/** So many people are asked at once, as GitHub allows. */
const mostAsked = 15;

/** The name under which GitHub shows what a commit is worth, and by which main can demand it. */
const statusName = "brevet";
/** Begins our comment. It hides nothing and proves nothing: whose a comment is, GitHub says. */
const marker = "<!-- brevet -->\n";

/** Pull requests of a repository: what is said there, and merged. main: the branch that they are merged into. */
export function githubChanges(at: GitHubPlace & { readonly main: string }): Changes {
  const client = openClient(at);
  return {
    async numbers({ head }, options) {
      const what = "which pull requests are open";
      const [route, wanted] =
        head === null
          ? ["GET /repos/{owner}/{repo}/pulls", { state: "open", base: at.main }]
          : ["GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls", { commit_sha: head }];
      const numbers: number[] = [];
      for await (const page of client.pages(what, route, wanted, options)) {
        const rows = page.map((row) => new Answer(what, row));
        const open = rows.filter(
          (row) => row.get("state").text() === "open" && row.get("base", "ref").text() === at.main,
        );
        numbers.push(...open.map((row) => row.get("number").number()));
        if (numbers.length >= 1000) break;
      }
      return numbers.slice(0, 1000);
    },
    find: (number, options) => find(client, at, number, options),
    async offer(branch, { title, text }, options) {
      const what = "whether the pull request was opened";
      const wanted = { head: branch, base: at.main, title, body: text };
      const made = answered(what, await client.write(what, "POST /repos/{owner}/{repo}/pulls", wanted, options));
      return { number: made.get("number").number() };
    },
    async say({ number, said, outdated }, text, options) {
      const [what, body] = ["whether the comment was written", `${marker}${text}`];
      if (said?.text === text) return;
      const [route, wanted] =
        said === null
          ? ["POST /repos/{owner}/{repo}/issues/{issue_number}/comments", { issue_number: number, body }]
          : ["PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}", { comment_id: said.id, body }];
      answered(what, await client.write(what, route, wanted, options));
      // Whether GitHub lets us or not: ours is the newest, and says it all.
      for (const subjectId of outdated)
        await client.mutate("whether an older comment was folded away", minimise, { subjectId }, options);
    },
    async mark(sha, { state, text }, options) {
      const what = "whether the status was set";
      const wanted = { sha, state, context: statusName, description: text.slice(0, 140) };
      answered(what, await client.write(what, "POST /repos/{owner}/{repo}/statuses/{sha}", wanted, options));
    },
    async ask({ number }, accounts, options) {
      const [what, route] = [
        "who was asked for a review",
        "POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers",
      ];
      const wanted = accounts.slice(0, mostAsked);
      const ask = (reviewers: readonly string[]): Promise<Written> =>
        client.write(what, route, { pull_number: number, reviewers }, options);
      if (wanted.length === 0 || (await ask(wanted)).ok) return wanted;
      // One of them cannot be asked, and GitHub then asks nobody.
      const asked: string[] = [];
      if (wanted.length > 1) for (const account of wanted) if ((await ask([account])).ok) asked.push(account);
      return asked;
    },
    async merge({ number, head, key, queue }, { method, title }, options) {
      if (queue?.isIn === true) return { outcome: "queued" };
      if (queue !== null) return putInQueue(client, { key, head }, options);
      const [what, route] = [
        "whether the pull request was merged",
        "PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge",
      ];
      // Without a message of its own GitHub puts there whatever the branch's commits say.
      const named = method === "rebase" ? {} : { commit_title: `${title} (#${number})`, commit_message: "" };
      const wanted = { pull_number: number, sha: head, merge_method: method, ...named };
      const done = await client.write(what, route, wanted, options);
      if (done.ok) return { outcome: "merged", commit: new Answer(what, done.data).get("sha").text() };
      return done.status === 409 ? { outcome: "moved" } : { outcome: "refused", said: done.said };
    },
    async drop({ branch }, options) {
      // 404 and 422: it is gone, by whoever's hand.
      await client.write(
        "whether the branch was deleted",
        "DELETE /repos/{owner}/{repo}/git/refs/{ref}",
        { ref: `heads/${branch}` },
        options,
      );
    },
  };
}

async function putInQueue(
  client: Client,
  { key, head }: Pick<OpenChange, "key" | "head">,
  options: CallOptions,
): Promise<Merged> {
  const wanted = { pullRequestId: key, expectedHeadOid: head };
  const done = await client.mutate("whether the pull request is in the queue", enqueue, wanted, options);
  return done.ok ? { outcome: "queued" } : { outcome: "refused", said: done.said };
}

async function find(
  client: Client,
  at: GitHubPlace & { readonly main: string },
  number: number,
  options: CallOptions,
): Promise<OpenChange | null> {
  const what = "what a pull request is";
  let comments: string | null = null;
  const outdated: string[] = [];
  for (let page = 1; ; page++) {
    const answer: Answer = new Answer(what, await client.query(what, openChange, { number, comments }, options));
    const id = answer.get("repository", "databaseId").number();
    if (id !== at.id) throw brevetError("FORGE_OTHER_REPOSITORY", { id, expected: at.id });
    const pull = answer.get("repository", "pullRequest");
    if (pull.isNull || pull.get("state").text() !== "OPEN" || pull.get("baseRefName").text() !== at.main) return null;
    const said = saidIn(pull.get("comments", "nodes"));
    outdated.push(...outdatedIn(pull.get("comments", "nodes")));
    const { more, end }: ReturnType<typeof endOf> = endOf(pull.get("comments", "pageInfo"));
    if (said !== null || !more || page === mostPages) return { ...toChange(pull), said, outdated };
    comments = end;
  }
}

function toChange(pull: Answer): Omit<OpenChange, "said" | "outdated"> {
  const asked = pull.get("reviewRequests", "nodes").list();
  return {
    number: pull.get("number").number(),
    key: pull.get("id").text(),
    head: pull.get("headRefOid").text(),
    branch: pull.get("headRefName").text(),
    isFromFork: pull.get("isCrossRepository").flag(),
    isDraft: pull.get("isDraft").flag(),
    openedBy: pull.get("author").maybe((author) => author.get("login").text()),
    queue: pull.get("isMergeQueueEnabled").flag() ? queueOf(pull) : null,
    asked: asked.flatMap((one) => one.get("requestedReviewer", "login").maybe((login) => login.text()) ?? []),
  };
}

function queueOf(pull: Answer): NonNullable<OpenChange["queue"]> {
  const commit = pull.get("mergeQueueEntry", "headCommit").maybe((made) => made.get("oid").text());
  return { isIn: pull.get("isInMergeQueue").flag(), commit };
}

function marked(nodes: Answer): readonly Answer[] {
  return nodes.list().filter((node) => !node.isNull && node.get("body").text().startsWith(marker));
}

function saidIn(nodes: Answer): OpenChange["said"] {
  const [first] = marked(nodes).filter((node) => node.get("viewerDidAuthor").flag());
  if (first === undefined) return null;
  return { id: first.get("databaseId").number(), text: first.get("body").text().slice(marker.length) };
}

/**
 * An account of another engine's, or the one before this: the built-in token's where an App speaks now. It is not written on:
 * who holds that account could write on it after us.
 */
function outdatedIn(nodes: Answer): readonly string[] {
  return marked(nodes)
    .filter(
      (node) =>
        !node.get("viewerDidAuthor").flag() && node.get("author").maybe((by) => by.get("__typename").text()) === "Bot",
    )
    .filter((node) => node.get("viewerCanMinimize").flag() && !node.get("isMinimized").flag())
    .map((node) => node.get("id").text());
}

function endOf(info: Answer): { readonly more: boolean; readonly end: string | null } {
  return { more: info.get("hasNextPage").flag(), end: info.get("endCursor").maybe((cursor) => cursor.text()) };
}

/** The answer to a change that GitHub has no reason to refuse. */
function answered(what: string, written: Written): Answer {
  if (!written.ok) throw brevetError("FORGE_FAILED", { what, said: written.said });
  return new Answer(what, written.data);
}
