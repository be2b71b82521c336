import type { Instant } from "../../core/time/instant.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { ObjectId } from "../../ports/git.ts";
import { Answer } from "./answer.ts";
import type { Client } from "./client.ts";

/** One move of a branch, and whose it was (null: GitHub does not know). */
export interface Move {
  readonly type: string;
  /** All zeros where the branch was made. */
  readonly before: ObjectId;
  readonly after: ObjectId;
  readonly at: Instant;
  readonly by: number | null;
}

/** So many moves of a branch are looked at: ten pages. */
const mostPages = 10;

/** The moves of a branch, newest first, page by page; they end where GitHub's memory or our patience does. */
export async function* movesOf(client: Client, branch: string, options: CallOptions): AsyncGenerator<readonly Move[]> {
  const what = `who moved ${branch}`;
  const route = "GET /repos/{owner}/{repo}/activity";
  let pages = 0;
  for await (const page of client.pages(what, route, { ref: `refs/heads/${branch}` }, options)) {
    yield page.map((row) => toMove(new Answer(what, row)));
    if (++pages === mostPages) return;
  }
}

function toMove(row: Answer): Move {
  return {
    type: row.get("activity_type").text(),
    before: row.get("before").text(),
    after: row.get("after").text(),
    at: row.get("timestamp").instant(),
    by: row.get("actor").maybe((actor) => (actor.get("type").text() === "User" ? actor.get("id").number() : null)),
  };
}

/** Tells whether a move made the branch. */
export function isCreation({ before }: Move): boolean {
  return /^0+$/.test(before);
}
