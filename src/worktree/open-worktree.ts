import { join } from "node:path";
import type { SimpleGit } from "simple-git";
import { brevetError } from "../core/problem/brevet-error.ts";
import { instant } from "../core/time/instant.ts";
import type { CallOptions } from "../ports/call-options.ts";
import type { Signatory } from "../ports/git.ts";
import type { Worktree } from "../ports/worktree.ts";
import { askGit } from "./ask-git.ts";
import { changesIn } from "./changes.ts";
import { isPlainFile, readWorkFile, removeWorkFile, writeWorkFile } from "./work-files.ts";

/** A person's clone, with the git and the settings that the person uses. root: the folder that holds `brevet.yaml`. */
export async function openWorktree(root: string, { signal }: CallOptions): Promise<Worktree> {
  let opened: Promise<SimpleGit> | null = null;
  /** Loaded by the first command that needs it: who only reads does not wait for it. */
  const personal = (): Promise<SimpleGit> =>
    (opened ??= import("simple-git").then(({ simpleGit }) => simpleGit({ baseDir: root, abort: signal })));
  const told = await askGit(root, ["rev-parse", "--path-format=absolute", "--git-common-dir"], signal).catch(() => "");
  const gitDirectory = told.replace(/\n$/, "");
  if (gitDirectory === "") throw brevetError("WORKTREE_MISSING", { folder: root });
  const currentBranch = async (): Promise<string | null> =>
    ask(await personal(), ["symbolic-ref", "--quiet", "--short", "HEAD"]);

  return {
    root,
    gitDirectory,
    read: (path) => readWorkFile(root, path),
    async list(paths, options) {
      if (paths.length === 0) return [];
      const below = paths.map((path) => (path === "" ? "." : path));
      const args = [
        "--literal-pathspecs",
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
        "--",
        ...below,
      ];
      const listed = await askGit(root, args, options.signal);
      const found = new Set(listed.split("\0").filter((path) => path !== ""));
      const plain = await Promise.all([...found].map((path) => isPlainFile(join(root, path))));
      return [...found].filter((_, index) => plain[index] === true).sort();
    },
    changes: (folders, options) => changesIn(root, folders, options.signal),
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
    async setting(name) {
      const type = name.endsWith("signingkey") ? ["--type=path"] : [];
      return await ask(await personal(), ["config", ...type, "--get", name]);
    },
    async configure(name, value) {
      const git = await personal();
      await git.raw(["config", "--local", name, value]);
    },
    author: async () =>
      toSignatory(await ask(await personal(), ["-c", "user.useConfigOnly=true", "var", "GIT_AUTHOR_IDENT"])),
    currentBranch,
    async advance(branch, old, next) {
      const { advance } = await import("./advance.ts");
      return await advance(await personal(), { branch, old, next, isCheckedOut: (await currentBranch()) === branch });
    },
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
