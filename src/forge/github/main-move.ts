import { brevetError } from "../../core/problem/brevet-error.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { Git, ObjectId } from "../../ports/git.ts";
import { isCreation, movesOf, type Move } from "./activity.ts";
import { Answer } from "./answer.ts";
import { statusOf, type Client } from "./client.ts";

/** The move of main that brought a commit. Where GitHub does not tell it, nobody knows how the commit came. */
export async function moveThatBrought(
  git: Git,
  client: Client,
  main: string,
  commit: ObjectId,
  options: CallOptions,
): Promise<Move> {
  for await (const page of movesOf(client, main, options)) {
    const exact = page.find(({ after }) => after === commit);
    if (exact !== undefined) return exact;
    for (const move of page) if (await brings(git, move, commit, options)) return move;
  }
  throw brevetError("FORGE_UNSURE", { commit, what: `its activity does not tell how it came to ${main}` });
}

/** Whether a commit lies on main's line after where the move began, up to where it ended. */
async function brings(git: Git, move: Move, commit: ObjectId, options: CallOptions): Promise<boolean> {
  // What is not here yet was moved after main was fetched: it brought nothing that is here.
  if ((await git.resolve(move.after, options)) === null) return false;
  if (!(await git.onFirstParentLine(commit, move.after, options))) return false;
  if (isCreation(move) || (await git.resolve(move.before, options)) === null) return true;
  return !(await git.onFirstParentLine(commit, move.before, options));
}

/**
 * Whether somebody moved main past its rules, but for the account that may (an App that merges). Only a token that may
 * administer the repository sees that; for any other nothing is known, and the proof rests on its other parts.
 */
export async function isBypass(
  client: Client,
  main: string,
  move: Move,
  merger: number | null,
  options: CallOptions,
): Promise<boolean> {
  const what = `whether ${main} was moved past its rules`;
  const route = "GET /repos/{owner}/{repo}/rulesets/rule-suites";
  const wanted = { ref: `refs/heads/${main}`, time_period: "month", rule_suite_result: "bypass" };
  try {
    for await (const page of client.pages(what, route, wanted, options)) {
      const suites = page.map((row) => new Answer(what, row));
      const suite = suites.find((one) => one.get("after_sha").text() === move.after);
      if (suite !== undefined) return suite.get("actor_id").maybe((id) => id.number()) !== merger || merger === null;
      const oldest = suites.at(-1);
      if (oldest === undefined || oldest.get("pushed_at").instant() < move.at) return false;
    }
    return false;
  } catch (error) {
    const status = error instanceof Error ? statusOf(error.cause) : null;
    if (status === 403 || status === 404) return false;
    throw error;
  }
}
