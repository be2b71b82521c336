import { brevetError } from "../../core/problem/brevet-error.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { ObjectId } from "../../ports/git.ts";
import { Answer } from "./answer.ts";
import type { Client } from "./client.ts";
import { lists, toPull, type Lists, type Pull } from "./pull.ts";
import { morePages, pullsOfCommit } from "./queries.ts";

/** So many pages of a pull request's lists are read: 3,000 reviews, and far more commits than may be merged. */
const mostPages = 30;

/** So many commits of a pull request are looked at. */
export const mostCommits = 250;

/**
 * The pull requests that a commit belongs to, with everything that a proof looks at: one call, and one more for every
 * further hundred. null in place of one that is too large to be looked at whole.
 */
export async function readPulls(
  client: Client,
  repository: number,
  commit: ObjectId,
  wanted: (pull: Pull) => boolean,
  options: CallOptions,
): Promise<readonly (Pull | null)[]> {
  const what = "which pull request a commit belongs to";
  const answer = new Answer(what, await client.query(what, pullsOfCommit, { oid: commit }, options)).get("repository");
  const id = answer.get("databaseId").number();
  if (id !== repository) throw brevetError("FORGE_OTHER_REPOSITORY", { id, expected: repository });
  const found = answer.get("object").maybe((object) => object.get("associatedPullRequests"));
  if (found === null) return [];
  if (found.get("pageInfo", "hasNextPage").flag()) return [null];
  const pulls: (Pull | null)[] = [];
  for (const node of found.get("nodes").list()) {
    const first = pageOf(node);
    const pull = toPull(node, first);
    if (!wanted(pull)) continue;
    const all = await readAll(client, node, first, options);
    pulls.push(all === null ? null : toPull(node, all));
  }
  return pulls;
}

function pageOf(node: Answer): Lists {
  const nodes = (list: keyof Lists): readonly Answer[] =>
    node
      .get(lists[list], "nodes")
      .list()
      .filter((item) => !item.isNull);
  return { reviews: nodes("reviews"), dismissals: nodes("dismissals"), commits: nodes("commits") };
}

/** Every page of every list; null where there are too many. */
async function readAll(client: Client, node: Answer, first: Lists, options: CallOptions): Promise<Lists | null> {
  let all = first;
  let page = node;
  for (let pages = 1; ; pages++) {
    if (all.commits.length > mostCommits) return null;
    const after = nextOf(page);
    if (after === null) return all;
    if (pages === mostPages) return null;
    const what = "the rest of a pull request";
    const variables = { number: node.get("number").number(), ...after };
    const answer = new Answer(what, await client.query(what, morePages, variables, options));
    page = answer.get("repository", "pullRequest");
    const more = pageOf(page);
    const grown = (list: keyof Lists): readonly Answer[] =>
      after[list] === undefined ? all[list] : [...all[list], ...more[list]];
    all = { reviews: grown("reviews"), dismissals: grown("dismissals"), commits: grown("commits") };
  }

  /** Where each list goes on; null where none does. */
  function nextOf(answer: Answer): { readonly [List in keyof Lists]?: string } | null {
    const ends = (Object.keys(lists) as (keyof Lists)[]).flatMap((list) => {
      const info = answer.get(lists[list], "pageInfo");
      return info.get("hasNextPage").flag() ? [[list, info.get("endCursor").text()] as const] : [];
    });
    return ends.length === 0 ? null : Object.fromEntries(ends);
  }
}
