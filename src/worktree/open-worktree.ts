import { join } from "node:path";
import { simpleGit, type SimpleGit } from "simple-git";
import { brevetError } from "../core/problem/brevet-error.ts";
import { instant } from "../core/time/instant.ts";
import type { CallOptions } from "../ports/call-options.ts";
import type { Signatory } from "../ports/git.ts";
import type { Worktree } from "../ports/worktree.ts";
import { advance } from "./advance.ts";
import { isPlainFile, readWorkFile, removeWorkFile, writeWorkFile } from "./work-files.ts";

/** A person's clone, with the git and the settings that the person uses. root: the folder that holds `brevet.yaml`. */
export async function openWorktree(root: string, { signal }: CallOptions): Promise<Worktree> {
  const git = simpleGit({ baseDir: root, abort: signal });
  const gitDirectory = await ask(git, ["rev-parse", "--path-format=absolute", "--git-common-dir"]);
  if (gitDirectory === null) throw brevetError("WORKTREE_MISSING", { folder: root });
  const currentBranch = (): Promise<string | null> => ask(git, ["symbolic-ref", "--quiet", "--short", "HEAD"]);

  return {
    root,
    gitDirectory,
    read: (path) => readWorkFile(root, path),
    async list(folder) {
      const args = ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", folder === "" ? "." : folder];
      const paths = new Set((await git.raw(args)).split("\0").filter((path) => path !== ""));
      const plain = await Promise.all([...paths].map((path) => isPlainFile(join(root, path))));
      return [...paths].filter((_, index) => plain[index] === true).sort();
    },
    async write(files, { replace }) {
      const kept: string[] = [];
      for (const [path, bytes] of files) {
        const before = await readWorkFile(root, path);
        if (before !== null && Buffer.compare(before, bytes) === 0) continue;
        if (before !== null && !replace) kept.push(path);
        else await writeWorkFile(root, path, bytes);
      }
      return { kept };
    },
    async remove(paths) {
      for (const path of paths) await removeWorkFile(root, path);
    },
    setting: (name) => {
      const type = name.endsWith("signingkey") ? ["--type=path"] : [];
      return ask(git, ["config", ...type, "--get", name]);
    },
    async configure(name, value) {
      await git.raw(["config", "--local", name, value]);
    },
    author: async () => toSignatory(await ask(git, ["-c", "user.useConfigOnly=true", "var", "GIT_AUTHOR_IDENT"])),
    currentBranch,
    advance: async (branch, old, next) =>
      advance(git, { branch, old, next, isCheckedOut: (await currentBranch()) === branch }),
  };
}

/** What git answers; null where it has no answer. */
async function ask(git: SimpleGit, args: string[]): Promise<string | null> {
  try {
    const answer = (await git.raw(args)).replace(/\n$/, "");
    return answer === "" ? null : answer;
  } catch {
    return null;
  }
}

function toSignatory(ident: string | null): Signatory | null {
  const { name, email, seconds } =
    /^(?<name>.*) <(?<email>.*)> (?<seconds>\d+) [+-]\d{4}$/.exec(ident ?? "")?.groups ?? {};
  if (name === undefined || email === undefined) return null;
  return { name, email, at: instant(Number(seconds) * 1000) };
}
