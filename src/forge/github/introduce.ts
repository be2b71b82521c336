import type { CallOptions } from "../../ports/call-options.ts";
import { Answer } from "./answer.ts";
import { openClient, type GitHubPlace } from "./client.ts";

/** A repository and who asks about it, by the numbers that never change. */
export interface Introduction {
  readonly repository: { readonly name: string; readonly id: number };
  /** Null where the token is an App's: nobody asks in person. */
  readonly person: { readonly login: string; readonly id: number } | null;
}

/** Asks GitHub which repository that is, and whose the token is. */
export async function introduce(at: Omit<GitHubPlace, "id">, options: CallOptions): Promise<Introduction> {
  const client = openClient({ ...at, id: 0 });
  const what = "which repository that is";
  const repository = new Answer(what, await client.one(what, "GET /repos/{owner}/{repo}", {}, options));
  const whose = "whose token that is";
  const user = new Answer(whose, await client.one(whose, "GET /user", {}, options));
  const isPerson = user.get("type").text() === "User";
  return {
    repository: { name: repository.get("full_name").text(), id: repository.get("id").number() },
    person: isPerson ? { login: user.get("login").text(), id: user.get("id").number() } : null,
  };
}
