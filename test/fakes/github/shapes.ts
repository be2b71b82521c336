import type { components } from "@octokit/openapi-types";
import type { Account } from "./people.ts";
import { commitsOf } from "./pulls.ts";
import {
  stamp,
  type Activity,
  type Comment,
  type Hub,
  type Pull,
  type Review,
  type Status,
  type Suite,
} from "./state.ts";

type Schemas = components["schemas"];

/** What a handler states of an answer: any part of it, and what it states has to fit. */
export type Facts<Name extends keyof Schemas> = Partial<{ [Key in keyof Schemas[Name]]: unknown }>;

export function accountFacts(account: Account): Facts<"simple-user"> {
  return { id: account.id, login: account.login, type: account.type };
}

function accountOrNull(account: Account | null): Facts<"simple-user"> | null {
  return account === null ? null : accountFacts(account);
}

export function repositoryFacts(hub: Hub): Facts<"full-repository"> {
  const [owner = "", name = ""] = hub.name.split("/");
  const { settings } = hub;
  const who = { id: 900, login: owner, type: settings.owner };
  return {
    id: hub.id,
    name,
    full_name: hub.name,
    owner: who,
    private: !settings.isPublic,
    visibility: settings.isPublic ? "public" : "private",
    allow_forking: settings.allowForking,
    default_branch: "main",
  };
}

export function pullFacts(hub: Hub, pull: Pull): Facts<"pull-request"> {
  const { merged } = pull;
  const side = (ref: string, sha: string): object => ({ ref, sha, label: `acme:${ref}`, repo: repositoryFacts(hub) });
  const onto = merged?.onto ?? hub.repository.git("rev-parse", `refs/heads/${pull.base}`);
  return {
    id: pull.number,
    number: pull.number,
    state: pull.state,
    title: pull.title,
    body: pull.body,
    user: accountFacts(pull.by),
    created_at: pull.openedAt,
    merged: merged !== null,
    merged_at: merged?.at ?? null,
    closed_at: merged?.at ?? null,
    merged_by: accountOrNull(merged?.by ?? null),
    merge_commit_sha: merged?.commit ?? null,
    head: side(pull.branch, pull.head),
    base: side(pull.base, onto),
    commits: commitsOf(hub, pull).length,
    requested_reviewers: [...pull.asked].map((login) => accountFacts(hub.people.account(login))),
  };
}

export function reviewFacts(review: Review): Facts<"pull-request-review"> {
  const { id, body, state, at, commit, by } = review;
  return { id, body, state, submitted_at: at, commit_id: commit, user: accountFacts(by), author_association: "MEMBER" };
}

export function fileFacts(hub: Hub, pull: Pull): readonly Facts<"diff-entry">[] {
  const { repository } = hub;
  const from = repository.git("merge-base", pull.merged?.onto ?? `refs/heads/${pull.base}`, pull.head);
  const raw = repository
    .git("diff", "--raw", "--no-abbrev", "--no-renames", from, pull.head)
    .split("\n")
    .filter(Boolean);
  return raw.map((line) => {
    const [facts = "", filename = ""] = line.split("\t");
    const [, , , sha, letter = ""] = facts.split(" ");
    const status = { A: "added", D: "removed", M: "modified", T: "changed" }[letter];
    return { filename, sha, status };
  });
}

export function commitFacts(hub: Hub, sha: string): Facts<"commit"> {
  const format = "--format=%T%n%P%n%an%n%ae%n%aI%n%cn%n%ce%n%cI%n%B";
  const lines = hub.repository.git("show", "-s", format, sha).split("\n");
  const [tree, parents = "", name = "", email = "", date, committer = "", theirs = "", committed, ...message] = lines;
  return {
    sha,
    commit: {
      message: message.join("\n").trimEnd(),
      tree: { sha: tree },
      author: { name, email, date },
      committer: { name: committer, email: theirs, date: committed },
    },
    author: accountOrNull(hub.people.byEmail(email)),
    committer: accountOrNull(hub.people.byEmail(theirs)),
    parents: parents
      .split(" ")
      .filter(Boolean)
      .map((parent) => ({ sha: parent })),
  };
}

export function activityFacts({ people }: Hub, one: Activity): Facts<"activity"> {
  const { id, before, after, ref, at, type, actor } = one;
  return { id, before, after, ref, timestamp: at, activity_type: type, actor: accountOrNull(people.shown(actor)) };
}

export function suiteFacts(hub: Hub, suite: Suite): object {
  const { id, before, after, at, actor, result } = suite;
  const who = { actor_id: actor.id, actor_name: actor.login };
  const what = { before_sha: before, after_sha: after, ref: "refs/heads/main", pushed_at: at, result };
  return {
    id,
    ...who,
    ...what,
    evaluation_result: result,
    repository_id: hub.id,
    repository_name: hub.name.split("/")[1],
  };
}

export function commentFacts(comment: Comment): Facts<"issue-comment"> {
  const { id, body, at, by } = comment;
  return { id, body, created_at: at, updated_at: at, user: accountFacts(by), author_association: "MEMBER" };
}

export function statusFacts(status: Status): Facts<"status"> {
  const { id, state, context, description, at, by } = status;
  return { id, state, context, description, created_at: at, updated_at: at, creator: accountFacts(by) };
}

/** The ruleset of main, as the settings page keeps it. */
export function rulesetFacts(hub: Hub): object {
  const { rules } = hub;
  const isSet = rules.approvals > 0 || rules.statuses.length > 0;
  const bypass_actors = rules.bypass.map((login) => ({
    actor_id: hub.people.account(login).id,
    actor_type: "User",
    bypass_mode: "always",
  }));
  return {
    id: 1,
    name: "main",
    target: "branch",
    source: hub.name,
    enforcement: isSet ? "active" : "disabled",
    bypass_actors,
    created_at: stamp(hub),
  };
}
