import type { Account, Permission } from "./people.ts";
import { atLeast } from "./people.ts";
import { headsOf, isAncestor, takeUp } from "./moves.ts";
import type { reviewEvents } from "./pulls.ts";
import { addReview, commitsOf, dismissReview, findPull, mergePull, openPull } from "./pulls.ts";
import { settingsRoutes } from "./settings-routes.ts";
import * as shape from "./shapes.ts";
import { Refused, stamp, type Hub, type MergeMethod, type Status } from "./state.ts";

/** What a route is asked: by whom, with what. */
export interface Asked {
  readonly by: Account | null;
  readonly path: { readonly [name: string]: string };
  readonly query: URLSearchParams;
  readonly body: { readonly [name: string]: unknown };
}

/** A route by its template in GitHub's description, what it answers and under which status. */
export interface Route {
  readonly method: string;
  readonly template: string;
  readonly status: number;
  /** `cursor`: the pages of Activity; `number`: all others. */
  readonly pages: "number" | "cursor" | null;
  readonly answer: (hub: Hub, asked: Asked) => unknown;
}

const repo = "/repos/{owner}/{repo}";
const pull = `${repo}/pulls/{pull_number}`;

/** Every route that there is; anything else is 404. */
export const routes: readonly Route[] = [
  one("GET /user", (_, { by }) => shape.accountFacts(known(by))),
  one(`GET ${repo}`, (hub, asked) => {
    need(hub, asked, "read");
    return shape.repositoryFacts(hub);
  }),
  list(`GET ${repo}/commits/{commit_sha}/pulls`, (hub, asked) => {
    need(hub, asked, "read");
    const sha = commitOf(hub, text(asked.path, "commit_sha"));
    return [...hub.pulls.values()]
      .filter((one) => (one.merged !== null && broughtBy(hub, one.merged, sha)) || commitsOf(hub, one).includes(sha))
      .map((one) => shape.pullFacts(hub, one));
  }),
  one(`GET ${repo}/commits/{ref}/status`, (hub, asked) => {
    need(hub, asked, "read");
    const sha = commitOf(hub, text(asked.path, "ref"));
    const last = new Map<string, Status>();
    for (const status of hub.statuses) if (status.sha === sha) last.set(status.context, status);
    const statuses = [...last.values()];
    const isGreen = statuses.every(({ state }) => state === "success");
    return {
      state: isGreen ? "success" : "pending",
      sha,
      total_count: statuses.length,
      statuses: statuses.map(shape.statusFacts),
    };
  }),
  one(`GET ${repo}/git/ref/{ref}`, (hub, asked) => {
    need(hub, asked, "read");
    const ref = `refs/${text(asked.path, "ref")}`;
    return { ref, object: { type: "commit", sha: commitOf(hub, ref) } };
  }),
  {
    ...one(`DELETE ${repo}/git/refs/{ref}`, (hub, asked) => {
      const by = need(hub, asked, "write");
      const ref = `refs/${text(asked.path, "ref")}`;
      const before = headsOf(hub);
      if (!before.has(ref)) throw new Refused(422, "Reference does not exist");
      hub.repository.git("update-ref", "-d", ref);
      takeUp(hub, before, by);
      return null;
    }),
    status: 204,
  },
  one(`GET ${repo}/collaborators/{username}/permission`, (hub, asked) => {
    need(hub, asked, "read");
    const account = hub.people.find(text(asked.path, "username"));
    if (account === null) throw new Refused(404, "Not Found");
    const role = hub.people.permissionOf(account);
    const permission = role === "maintain" ? "write" : role === "triage" ? "read" : role;
    return { permission, role_name: role, user: shape.accountFacts(account) };
  }),
  one(`GET ${repo}/codeowners/errors`, (hub, asked) => {
    need(hub, asked, "read");
    return { errors: hub.settings.ownerErrors };
  }),
  {
    ...list(`GET ${repo}/activity`, (hub, asked) => {
      need(hub, asked, "read");
      const ref = asked.query.get("ref");
      const full = ref === null || ref.startsWith("refs/") ? ref : `refs/heads/${ref}`;
      return hub.activity
        .filter((activity) => full === null || activity.ref === full)
        .map((one) => shape.activityFacts(hub, one));
    }),
    pages: "cursor",
  },
  list(`GET ${repo}/rulesets`, (hub, asked) => {
    need(hub, asked, "read");
    return [shape.rulesetFacts(hub), ...hub.settings.rulesets];
  }),
  list(`GET ${repo}/rulesets/rule-suites`, (hub, asked) => {
    need(hub, asked, "admin");
    const wanted = asked.query.get("rule_suite_result") ?? "all";
    const suites = hub.suites.filter(({ result }) => wanted === "all" || result === wanted);
    return suites.map((suite) => shape.suiteFacts(hub, suite));
  }),
  list(`GET ${repo}/pulls`, (hub, asked) => {
    need(hub, asked, "read");
    const state = asked.query.get("state") ?? "open";
    const head = asked.query.get("head")?.replace(/^[^:]*:/, "") ?? null;
    const found = [...hub.pulls.values()].filter((one) => state === "all" || one.state === state);
    return found.filter((one) => head === null || one.branch === head).map((one) => shape.pullFacts(hub, one));
  }),
  one(`POST ${repo}/pulls`, (hub, asked) => {
    const by = need(hub, asked, "read");
    const { body } = asked;
    const wanted = { branch: text(body, "head"), base: text(body, "base"), title: text(body, "title") };
    return shape.pullFacts(hub, openPull(hub, by, { ...wanted, body: text(body, "body", "") }));
  }),
  one(`GET ${pull}`, (hub, asked) => {
    need(hub, asked, "read");
    return shape.pullFacts(hub, pullOf(hub, asked));
  }),
  list(`GET ${pull}/files`, (hub, asked) => {
    need(hub, asked, "read");
    return shape.fileFacts(hub, pullOf(hub, asked));
  }),
  list(`GET ${pull}/commits`, (hub, asked) => {
    need(hub, asked, "read");
    return commitsOf(hub, pullOf(hub, asked)).map((sha) => shape.commitFacts(hub, sha));
  }),
  list(`GET ${pull}/reviews`, (hub, asked) => {
    need(hub, asked, "read");
    return pullOf(hub, asked).reviews.map(shape.reviewFacts);
  }),
  one(`POST ${pull}/reviews`, (hub, asked) => {
    const by = need(hub, asked, "read");
    const event = text(asked.body, "event") as keyof typeof reviewEvents;
    const commit = asked.body["commit_id"];
    const said = { event, body: text(asked.body, "body", ""), ...(typeof commit === "string" && { commit }) };
    return shape.reviewFacts(addReview(hub, pullOf(hub, asked), by, said));
  }),
  one(`PUT ${pull}/reviews/{review_id}/dismissals`, (hub, asked) => {
    need(hub, asked, "write");
    return shape.reviewFacts(dismissReview(hub, pullOf(hub, asked), Number(text(asked.path, "review_id"))));
  }),
  one(`PUT ${pull}/merge`, (hub, asked) => {
    const by = need(hub, asked, "write");
    const method = text(asked.body, "merge_method", "merge") as MergeMethod;
    const sha = asked.body["sha"];
    const { commit_title: title, commit_message: message } = asked.body;
    const words = {
      ...(typeof title === "string" && { title }),
      ...(typeof message === "string" && { message }),
    };
    const how = { method, sha: typeof sha === "string" ? sha : null, ...words };
    return { merged: true, message: "merged", sha: mergePull(hub, pullOf(hub, asked), by, how) };
  }),
  one(`POST ${pull}/requested_reviewers`, (hub, asked) => {
    need(hub, asked, "write");
    const found = pullOf(hub, asked);
    const { reviewers = [] } = asked.body as { readonly reviewers?: readonly string[] };
    if (reviewers.includes(found.by.login))
      throw new Refused(422, "Review cannot be requested from pull request author.");
    for (const login of reviewers) found.asked.add(login);
    return shape.pullFacts(hub, found);
  }),
  one(`POST ${repo}/statuses/{sha}`, (hub, asked) => {
    const by = need(hub, asked, "write");
    const { body } = asked;
    const [sha, state] = [text(asked.path, "sha"), text(body, "state") as Status["state"]];
    const context = text(body, "context", "default");
    const status = {
      id: hub.nextId(),
      sha,
      context,
      state,
      description: text(body, "description", ""),
      by,
      at: stamp(hub),
    };
    hub.statuses.push(status);
    return shape.statusFacts(status);
  }),
  list(`GET ${repo}/issues/{issue_number}/comments`, (hub, asked) => {
    need(hub, asked, "read");
    const number = Number(text(asked.path, "issue_number"));
    return hub.comments.filter((comment) => comment.number === number).map(shape.commentFacts);
  }),
  one(`POST ${repo}/issues/{issue_number}/comments`, (hub, asked) => {
    const by = need(hub, asked, "read");
    const body = commentBody(asked);
    const comment = {
      id: hub.nextId(),
      number: Number(text(asked.path, "issue_number")),
      by,
      at: stamp(hub),
      body,
      isMinimized: false,
    };
    hub.comments.push(comment);
    return shape.commentFacts(comment);
  }),
  one(`PATCH ${repo}/issues/comments/{comment_id}`, (hub, asked) => {
    const by = need(hub, asked, "read");
    const comment = hub.comments.find(({ id }) => id === Number(text(asked.path, "comment_id")));
    if (comment === undefined) throw new Refused(404, "Not Found");
    if (comment.by.id !== by.id) need(hub, asked, "write");
    comment.body = commentBody(asked);
    return shape.commentFacts(comment);
  }),
  ...settingsRoutes,
];

/** A route that answers one thing. status: what a success is called, where it is not as usual. */
export function one(route: string, answer: Route["answer"], status?: number): Route {
  const [method = "", template = ""] = route.split(" ");
  const isMade = method === "POST" && !template.endsWith("/reviews");
  return { method, template, status: status ?? (isMade ? 201 : 200), pages: null, answer };
}

/** A route that answers a list, page by page. */
export function list(route: string, answer: (hub: Hub, asked: Asked) => readonly unknown[]): Route {
  return { ...one(route, answer), pages: "number" };
}

function known(by: Account | null): Account {
  if (by === null) throw new Refused(401, "Requires authentication");
  return by;
}

/** Who asks, where they may; a private repository does not exist for whoever may not read it. */
export function need(hub: Hub, asked: Pick<Asked, "by">, permission: Permission): Account {
  const by = known(asked.by);
  const has = hub.people.permissionOf(by);
  if (!atLeast(has, "read")) throw new Refused(404, "Not Found");
  if (!atLeast(has, permission)) throw new Refused(403, "Resource not accessible by integration");
  return by;
}

function pullOf(hub: Hub, asked: Asked): ReturnType<typeof findPull> {
  return findPull(hub, Number(text(asked.path, "pull_number")));
}

function commitOf({ repository }: Hub, revision: string): string {
  try {
    return repository.git("rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`);
  } catch {
    throw new Refused(revision.startsWith("refs/") ? 404 : 422, `No commit found for SHA: ${revision}`);
  }
}

/** Whether a merge brought that commit of main: all commits of a rebase. */
export function broughtBy(hub: Hub, merged: { readonly commit: string; readonly onto: string }, sha: string): boolean {
  if (merged.commit === sha) return true;
  return isAncestor(hub, sha, merged.commit) && !isAncestor(hub, sha, merged.onto);
}

function commentBody(asked: Asked): string {
  const body = text(asked.body, "body");
  if (body.length > 65_536) throw new Refused(422, "Body is too long (maximum is 65536 characters)");
  return body;
}

/** A text of what was sent. */
export function text(from: { readonly [name: string]: unknown }, name: string, otherwise?: string): string {
  const value = from[name] ?? otherwise;
  if (typeof value !== "string") throw new Refused(422, `Invalid request. "${name}" wasn't supplied.`);
  return value;
}
