import { simpleGit } from "simple-git";
import { brevetError } from "../core/problem/brevet-error.ts";
import type { CallOptions } from "../ports/call-options.ts";
import { personalVariables } from "./environment.ts";
import { lastWords } from "./run-git.ts";

/**
 * Makes a bare repository with one remote, `origin`, and brings the branch there that its `HEAD` names. Credentials are
 * git's own business: variables such as `GIT_CONFIG_COUNT` say how to come by them.
 */
export async function makeBare(folder: string, address: string, { signal }: CallOptions): Promise<void> {
  const git = simpleGit({ baseDir: folder, abort: signal, allowEnvironment: [...personalVariables()] });
  const ask = async (...args: string[]): Promise<string> => {
    try {
      return await git.raw(args);
    } catch (error) {
      signal.throwIfAborted();
      const said = lastWords(error instanceof Error ? error.message : String(error));
      throw brevetError("GIT_REMOTE_FAILED", { remote: "origin", said }, { cause: error });
    }
  };
  await git.raw(["init", "--quiet", "--bare", "--initial-branch=none"]);
  await git.raw(["remote", "add", "origin", address]);
  const told = await ask("ls-remote", "--symref", "origin", "HEAD");
  const main = /^ref: refs\/heads\/(?<branch>\S+)\tHEAD$/m.exec(told)?.groups?.["branch"];
  if (main === undefined) throw brevetError("GIT_REMOTE_FAILED", { remote: "origin", said: "it has no commit yet" });
  const spec = `+refs/heads/${main}:refs/remotes/origin/${main}`;
  await ask("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-auto-maintenance", "origin", spec);
  await git.raw(["symbolic-ref", "refs/remotes/origin/HEAD", `refs/remotes/origin/${main}`]);
}
