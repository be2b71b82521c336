import type { Git } from "../ports/git.ts";
import { checkObjectId } from "./names.ts";
import { gitError, runGit, streamGit, type GitPlace } from "./run-git.ts";

/** The part of the port that is about how histories hang together. */
export type Merges = Pick<Git, "onFirstParentLine" | "isAncestor" | "mergeBase" | "mergeTree">;

/** Answers from commits and trees alone. */
export function merges(room: GitPlace): Merges {
  const ask = async (
    args: readonly string[],
    signal: AbortSignal,
  ): Promise<{ readonly yes: boolean; readonly lines: readonly string[] }> => {
    for (const id of args.slice(2)) checkObjectId(id);
    const { code, output, said } = await runGit(room, args, { signal, accept: [0, 1] });
    // Older gits say no where a commit is missing, and tell it only here.
    if (said !== "") throw gitError(room, args, said);
    return { yes: code === 0, lines: output.toString().split("\n").filter(Boolean) };
  };
  return {
    async onFirstParentLine(commit, head, { signal }) {
      for (const id of [commit, head]) checkObjectId(id);
      if (commit === head) return true;
      // The last commit listed is the line's first above the ancestors of `commit`: is it built on `commit` itself?
      const args = ["rev-list", "--first-parent", "--parents", head, `^${commit}`];
      let tail = "";
      for await (const chunk of streamGit(room, args, signal)) tail = (tail + chunk.toString("latin1")).slice(-4096);
      return tail.trimEnd().split("\n").at(-1)?.split(" ")[1] === commit;
    },
    async isAncestor(ancestor, descendant, { signal }) {
      return (await ask(["merge-base", "--is-ancestor", ancestor, descendant], signal)).yes;
    },
    async mergeBase(a, b, { signal }) {
      const { lines } = await ask(["merge-base", "--all", a, b], signal);
      return lines.length === 1 ? (lines[0] ?? null) : null;
    },
    async mergeTree(ours, theirs, { signal }) {
      if (!(await ask(["merge-base", "--all", ours, theirs], signal)).yes) return null;
      const args = ["merge-tree", "--write-tree", "--no-messages", "-z", ours, theirs];
      const { code, output } = await runGit(room, args, { signal, accept: [0, 1] });
      return code === 0 ? (output.toString("latin1").split("\0")[0] ?? null) : null;
    },
  };
}
