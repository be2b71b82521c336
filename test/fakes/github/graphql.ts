import { readFileSync } from "node:fs";
import { buildSchema, graphql, type ExecutionResult, type GraphQLSchema } from "graphql";
import { askOnce } from "./ask-once.ts";
import { atLeast, type Account } from "./people.ts";
import { commitsOf } from "./pulls.ts";
import { broughtBy, need } from "./rest.ts";
import { enqueue } from "./queue.ts";
import { Refused, type Hub, type Pull, type Review } from "./state.ts";

let schema: GraphQLSchema | undefined;

/** GitHub's own schema: asking for a field that it has not got is an error, as it is there. */
function published(): GraphQLSchema {
  const path = new URL("schema.graphql", import.meta.resolve("@octokit/graphql-schema"));
  return (schema ??= buildSchema(readFileSync(path, "utf8"), { assumeValid: true, assumeValidSDL: true }));
}

/** Answers a query with what the resolvers below know; anything else of the schema is null. */
export async function answerQuery(
  hub: Hub,
  by: Account | null,
  { query, variables }: { readonly query: string; readonly variables: Record<string, unknown> },
): Promise<ExecutionResult> {
  return graphql({
    schema: published(),
    source: query,
    variableValues: variables,
    rootValue: {
      repository: () => {
        need(hub, { by }, "read");
        return repositoryNode(hub, by);
      },
      enqueuePullRequest: ({ input }: { input: { pullRequestId: string; expectedHeadOid?: string } }) => {
        const asker = need(hub, { by }, "write");
        const pull = [...hub.pulls.values()].find((one) => keyOf(one) === input.pullRequestId);
        if (pull === undefined) throw new Refused(404, "Could not resolve to a node");
        enqueue(hub, pull, asker, input.expectedHeadOid ?? null);
        return { mergeQueueEntry: { id: `MQE_${pull.number}`, position: hub.queue.length } };
      },
      minimizeComment: ({ input }: { input: { subjectId: string } }) => {
        need(hub, { by }, "write");
        const comment = hub.comments.find(({ id }) => `IC_${id}` === input.subjectId);
        if (comment === undefined) throw new Refused(404, "Could not resolve to a node");
        comment.isMinimized = true;
        return { minimizedComment: { __typename: "IssueComment", isMinimized: true } };
      },
    },
  });
}

/** What GitHub names an error of that status in its answers, which are 200 all the same. */
const errorTypes: { readonly [status: number]: string } = { 403: "FORBIDDEN", 404: "NOT_FOUND", 422: "UNPROCESSABLE" };

/** An answer as it is sent: its errors say what kind they are. */
export function toSend({ errors, ...rest }: ExecutionResult): object {
  if (errors === undefined) return rest;
  const told = errors.map((error) => {
    const { originalError } = error;
    return {
      type: originalError instanceof Refused ? errorTypes[originalError.status] : undefined,
      message: error.message,
      path: error.path,
    };
  });
  return { ...rest, errors: told };
}

function keyOf({ number }: Pull): string {
  return `PR_${number}`;
}

type Page = { readonly first?: number; readonly after?: string | null };

function repositoryNode(hub: Hub, by: Account | null): object {
  return {
    databaseId: hub.id,
    nameWithOwner: hub.name,
    pullRequest: ({ number }: { number: number }) => {
      const pull = hub.pulls.get(number);
      return pull === undefined ? null : { ...pullNode(hub, pull), comments: commentsOf(hub, pull, by) };
    },
    object: ({ oid }: { oid: string }) => {
      const tips = new Map<string, string>();
      const tipOf = (branch: string): string => {
        const tip = tips.get(branch) ?? hub.repository.git("rev-parse", `refs/heads/${branch}`);
        tips.set(branch, tip);
        return tip;
      };
      const found = [...hub.pulls.values()].filter(
        (pull) =>
          pull.head === oid ||
          (pull.merged !== null && broughtBy(hub, pull.merged, oid)) ||
          commitsOf(hub, pull, tipOf).includes(oid),
      );
      const associatedPullRequests = (page: Page): object =>
        connection(
          found.map((pull) => pullNode(hub, pull)),
          page,
        );
      return { __typename: "Commit", oid, associatedPullRequests };
    },
  };
}

function pullNode(hub: Hub, pull: Pull): object {
  const { merged } = pull;
  const entry = hub.queue.find((one) => one.pull === pull);
  return {
    __typename: "PullRequest",
    id: keyOf(pull),
    number: pull.number,
    state: merged === null ? pull.state.toUpperCase() : "MERGED",
    createdAt: pull.openedAt,
    merged: merged !== null,
    mergedAt: merged?.at ?? null,
    mergeCommit: merged === null ? null : { oid: merged.commit },
    headRefName: pull.branch,
    headRefOid: pull.head,
    baseRefName: pull.base,
    baseRepository: { databaseId: hub.id },
    isCrossRepository: pull.isFromFork,
    isDraft: pull.isDraft,
    isMergeQueueEnabled: hub.rules.queue !== null,
    isInMergeQueue: entry !== undefined,
    mergeQueueEntry: entry === undefined ? null : { id: `MQE_${pull.number}`, headCommit: { oid: entry.commit } },
    reviewRequests: (page: Page) =>
      connection([...pull.asked], page, (login) => ({ requestedReviewer: actorNode(hub, hub.people.account(login)) })),
    author: actorNode(hub, pull.by),
    reviews: (page: Page & { states?: readonly string[] }) => {
      const { states } = page;
      const chosen = pull.reviews.filter(({ state }) => states === undefined || states.includes(state));
      return connection(
        chosen.map((review) => reviewNode(hub, review)),
        page,
      );
    },
    timelineItems: (page: Page) =>
      connection(
        pull.dismissals.map(({ review, at, was }) => ({
          __typename: "ReviewDismissedEvent",
          createdAt: at,
          previousReviewState: was,
          review: { databaseId: review },
        })),
        page,
      ),
    commits: (page: Page) => connection(commitsOf(hub, pull), page, (sha) => ({ commit: commitNode(hub, sha) })),
  };
}

function commentsOf(hub: Hub, { number }: Pull, viewer: Account | null): (page: Page) => object {
  const comments = hub.comments.filter((comment) => comment.number === number);
  return (page) =>
    connection(comments, page, ({ id, body, by, isMinimized }) => ({
      id: `IC_${id}`,
      databaseId: id,
      isMinimized,
      viewerCanMinimize: viewer !== null && atLeast(hub.people.permissionOf(viewer), "write"),
      body,
      author: actorNode(hub, by),
      viewerDidAuthor: by.id === viewer?.id,
    }));
}

function reviewNode(hub: Hub, review: Review): object {
  return {
    databaseId: review.id,
    state: review.state,
    submittedAt: review.at,
    body: review.body,
    commit: { oid: review.commit },
    author: actorNode(hub, review.by),
    authorCanPushToRepository: atLeast(hub.people.permissionOf(review.by), "write"),
  };
}

/** Authors and co-authors of a commit, and its committer, each with the account that the address belongs to. */
function commitNode(hub: Hub, sha: string): object {
  const lines = askOnce(hub.repository, "show", "-s", "--format=%an%n%ae%n%cn%n%ce%n%B", sha).split("\n");
  const [name = "", email = "", committer = "", theirs = "", ...message] = lines;
  const others = [...message.join("\n").matchAll(/^co-authored-by:\s*(.*?)\s*<([^<>]*)>/gim)];
  const all = [{ name, email }, ...others.map(([, who = "", address = ""]) => ({ name: who, email: address }))];
  return {
    oid: sha,
    authors: (page: Page) =>
      connection(
        all.map((one) => gitActor(hub, one.name, one.email)),
        page,
      ),
    committer: gitActor(hub, committer, theirs),
  };
}

function gitActor(hub: Hub, name: string, email: string): object {
  const account = hub.people.byEmail(email);
  return { name, email, user: actorNode(hub, account) };
}

function actorNode({ people }: Hub, by: Account | null): object | null {
  const account = people.shown(by);
  return account === null ? null : { __typename: account.type, login: account.login, databaseId: account.id };
}

/** One page of a list; cursors are places in it. */
function connection<Item>(
  items: readonly Item[],
  { first, after }: Page,
  toNode = (item: Item): unknown => item,
): object {
  const begin = after === undefined || after === null ? 0 : Number(after);
  const end = Math.min(items.length, begin + Math.min(first ?? 100, 100));
  const pageInfo = { hasNextPage: end < items.length, endCursor: String(end) };
  return { totalCount: items.length, nodes: items.slice(begin, end).map((item) => toNode(item)), pageInfo };
}
