import { brevetError } from "../../core/problem/brevet-error.ts";
import type { ActionPin } from "../../engine/init/workflows/workflow.ts";

const repositoryForm = /^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[A-Za-z0-9._-]{1,100}$/;

/** An Action as `owner/name@commit`. */
export function actionPinOption(value: string): ActionPin {
  const [repository = "", commit = "", ...more] = value.split("@");
  if (!repositoryForm.test(repository) || !/^[0-9a-f]{40}$/.test(commit) || more.length > 0)
    throw brevetError("ARGUMENT_INVALID", {
      what: "Action",
      value,
      form: "owner/name@ and the 40 digits of a commit; a tag can be moved",
    });
  return { repository, commit, version: commit.slice(0, 12) };
}

/** A repository as `owner/name`. */
export function repositoryOption(value: string): string {
  if (!repositoryForm.test(value))
    throw brevetError("ARGUMENT_INVALID", { what: "repository", value, form: "owner/name" });
  return value;
}
