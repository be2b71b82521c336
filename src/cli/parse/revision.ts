import { brevetError } from "../../core/problem/brevet-error.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { Git, ObjectId } from "../../ports/git.ts";

/** The commit that an option names. */
export async function revisionOption(git: Git, value: string, options: CallOptions): Promise<ObjectId> {
  const id = await git.resolve(`${value}^{commit}`, options).catch(() => null);
  if (id === null) {
    throw brevetError("ARGUMENT_INVALID", {
      what: "commit of this clone",
      value,
      form: "a branch, a tag or a commit's id",
    });
  }
  return id;
}
