import { brevetError } from "../core/problem/brevet-error.ts";
import type { ChangedPath, Commit, Git, HistoryCommit, ObjectId, WalkedCommit } from "../ports/git.ts";
import { folderContents } from "./folder-contents.ts";
import { grownHistory } from "./grown-history.ts";
import { logFormat, logRecords } from "./log-records.ts";
import { checkObjectId } from "./names.ts";
import type { BringMissing, ObjectReader } from "./object-reader.ts";
import { streamGit, type GitPlace } from "./run-git.ts";

/** The part of the port that walks commits. */
export type Histories = Pick<Git, "commit" | "walk" | "commitsBetween" | "history">;

/** Batches of commits whose blobs are asked for before the first of them is waited for. */
const AHEAD = 8;

/** The most bytes of one file of a history. */
const MOST = 64 * 1024 * 1024;

/** Walks by `git log`; the blobs of a history come through the reader beside it. */
export function histories(room: GitPlace, reader: ObjectReader, bring: BringMissing | null): Histories {
  const log = (
    args: readonly string[],
    against: "first-parent" | "combined",
    signal: AbortSignal,
  ): AsyncGenerator<readonly WalkedCommit[]> =>
    logRecords(streamGit(room, ["log", ...logFormat(against), ...args, "--"], signal));

  return {
    async commit(id, { signal }) {
      checkObjectId(id);
      for await (const [found] of log(["--no-walk", id], "first-parent", signal)) {
        if (found !== undefined) return withoutChanges(found);
      }
      throw brevetError("GIT_OBJECT_ABSENT", { id });
    },
    async *walk(from, to, { signal }) {
      checkObjectId(to);
      if (from !== null) checkObjectId(from);
      const range = from === null ? [to] : [to, `^${from}`];
      let before = from;
      for await (const commits of log(["--first-parent", "--reverse", ...range], "first-parent", signal)) {
        for (const commit of commits) {
          if ((commit.parents[0] ?? null) !== before) throw brevetError("GIT_OFF_LINE", { from: from ?? "", to });
          yield commit;
          before = commit.id;
        }
      }
      if (before !== to) throw brevetError("GIT_OFF_LINE", { from: from ?? "", to });
    },
    async commitsBetween(base, head, { signal }) {
      for (const id of [base, head]) checkObjectId(id);
      const found: WalkedCommit[] = [];
      for await (const commits of log([head, `^${base}`], "combined", signal)) found.push(...commits);
      return found;
    },
    async *history(head, folder, { signal }) {
      checkObjectId(head);
      let last: ObjectId | null = null;
      if (folder !== "") {
        const files = folderContents({ room, reader }, head, folder, signal);
        for await (const commits of grownHistory({ room, bring, files, folder }, head, signal)) {
          yield commits;
          last = commits.at(-1)?.id ?? last;
        }
        if (last === head) return;
      }
      const rest = last === null ? [head] : [head, `^${last}`];
      const ahead: Promise<readonly HistoryCommit[]>[] = [];
      for await (const commits of log(["--first-parent", "--reverse", ...rest], "first-parent", signal)) {
        const filled = fill(reader, commits, folder, signal);
        filled.catch(() => undefined); // awaited below, unless the reader goes away first
        ahead.push(filled);
        if (ahead.length > AHEAD) yield (await ahead.shift()) ?? [];
      }
      for (const filled of ahead) yield await filled;
    },
  };
}

async function fill(
  reader: ObjectReader,
  commits: readonly WalkedCommit[],
  folder: string,
  signal: AbortSignal,
): Promise<readonly HistoryCommit[]> {
  const below = folder === "" ? "" : `${folder}/`;
  const wanted = commits.flatMap(({ changes }) => changes.flatMap((change) => blobBelow(below, change) ?? []));
  const objects = await reader.readAll(wanted, MOST, signal);
  let next = 0;
  return commits.map(({ id, tree, parents, message, changes }) => ({
    id,
    tree,
    parents,
    message,
    changes: changes.map((change) => {
      const oid = blobBelow(below, change);
      if (oid === null) return { ...change, bytes: null };
      const object = objects[next++];
      if (!object) throw brevetError("GIT_OBJECT_ABSENT", { id: oid });
      return { ...change, bytes: object.bytes };
    }),
  }));
}

/** The blob that a change brought, where it is one that is asked for; a submodule's commit is none. */
function blobBelow(below: string, { path, newMode, newOid }: ChangedPath): ObjectId | null {
  return path.startsWith(below) && newMode !== "160000" ? newOid : null;
}

function withoutChanges({ changes: _, ...commit }: WalkedCommit): Commit {
  return commit;
}
