import { simpleGit, type SimpleGit } from "simple-git";
import { brevetError } from "../core/problem/brevet-error.ts";
import type { ObjectId } from "../ports/git.ts";
import { personalEnvironment, personalVariables } from "./environment.ts";
import type { Clone } from "./find-clone.ts";
import type { BringMissing } from "./object-reader.ts";
import { lastWords, runGit } from "./run-git.ts";

/** A remote of a clone, reached with the person's own credentials and settings; no hook of theirs runs. */
export interface Remote {
  readonly name: string;
  /** Heads of the remote that match, by branch; a pattern may end in `*`. No pattern: all heads. */
  list(patterns: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, ObjectId>>;
  /** Brings branches to `refs/remotes/<remote>/<branch>`. */
  bring(branches: readonly string[], signal: AbortSignal): Promise<void>;
  /** Asks the remote to move a branch from `old` to `next`; what it answers when it does not, null when it does. */
  push(branch: string, old: ObjectId | null, next: ObjectId, signal: AbortSignal): Promise<string | null>;
}

/** Refs in one command, well below the longest command line of any system. */
const AT_ONCE = 100;

/** The remote of that name. */
export function openRemote(clone: Clone, name: string, nothing: string): Remote {
  const git = (signal: AbortSignal): SimpleGit =>
    simpleGit({
      baseDir: clone.gitDirectory,
      abort: signal,
      config: [`core.hooksPath=${nothing}`],
      unsafe: { allowUnsafeHooksPath: true },
      allowEnvironment: [...personalVariables()],
    });
  const ask = async <Value>(signal: AbortSignal, command: (git: SimpleGit) => PromiseLike<Value>): Promise<Value> => {
    signal.throwIfAborted();
    try {
      return await command(git(signal));
    } catch (error) {
      signal.throwIfAborted();
      throw brevetError("GIT_REMOTE_FAILED", { remote: name, said: wordsOf(error) }, { cause: error });
    }
  };
  return {
    name,
    async list(patterns, signal) {
      const wanted = patterns.map((pattern) => `refs/heads/${pattern}`);
      const told = await ask(signal, (git) => git.listRemote(["--heads", "--refs", name, ...wanted]));
      return parseHeads(told, wanted);
    },
    async bring(branches, signal) {
      for (let at = 0; at < branches.length; at += AT_ONCE) {
        const some = branches.slice(at, at + AT_ONCE);
        const specs = some.map((branch) => `+refs/heads/${branch}:refs/remotes/${name}/${branch}`);
        const quiet = ["--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", "--no-auto-maintenance"];
        await ask(signal, (git) => git.raw(["fetch", "--quiet", ...quiet, name, ...specs]));
      }
    },
    async push(branch, old, next, signal) {
      const lease = `--force-with-lease=refs/heads/${branch}:${old ?? ""}`;
      const alone = ["--no-verify", "--no-follow-tags", "--recurse-submodules=no", "--no-signed"];
      const args = ["push", "--porcelain", lease, ...alone, name, `${next}:refs/heads/${branch}`];
      try {
        signal.throwIfAborted();
        await git(signal).raw(args);
        return null;
      } catch (error) {
        signal.throwIfAborted();
        return wordsOf(error);
      }
    },
  };
}

/** How a partial clone gets what was left out of it, as git itself would; null: the clone is whole. */
export function bringMissingOf({ gitDirectory, promisor }: Clone, nothing: string): BringMissing | null {
  if (promisor === null) return null;
  const settings = ["-c", `core.hooksPath=${nothing}`, "-c", "fetch.negotiationAlgorithm=noop"];
  const place = {
    before: ["--git-dir", gitDirectory, ...settings],
    environment: personalEnvironment(),
    isIncomplete: false,
  };
  const quiet = ["--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", "--no-auto-maintenance"];
  return async (ids, signal) => {
    const input = `${ids.join("\n")}\n`;
    const args = ["fetch", ...quiet, "--filter=blob:none", "--stdin", promisor];
    const { code, said } = await runGit(place, args, { signal, input, accept: [0, 1, 128] });
    if (code !== 0) throw brevetError("GIT_REMOTE_FAILED", { remote: promisor, said });
  };
}

/** `ls-remote` matches the ends of names: what only ends like a pattern is left out again. */
function parseHeads(told: string, wanted: readonly string[]): ReadonlyMap<string, ObjectId> {
  const heads = told
    .split("\n")
    .map((line) => line.split("\t"))
    .flatMap(([id = "", ref = ""]) => (ref.startsWith("refs/heads/") ? [[ref, id] as const] : []))
    .filter(([ref]) => wanted.length === 0 || wanted.some((pattern) => matches(ref, pattern)));
  return new Map(heads.map(([ref, id]) => [ref.slice("refs/heads/".length), id]));
}

function matches(ref: string, pattern: string): boolean {
  return pattern.endsWith("*") ? ref.startsWith(pattern.slice(0, -1)) : ref === pattern;
}

function wordsOf(error: unknown): string {
  return lastWords(error instanceof Error ? error.message : String(error));
}
