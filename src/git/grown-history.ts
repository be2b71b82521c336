import { brevetError } from "../core/problem/brevet-error.ts";
import type { Commit, HistoryCommit, ObjectId, TreeFile } from "../ports/git.ts";
import { ObjectReader, type BringMissing } from "./object-reader.ts";
import { streamGit, type GitPlace } from "./run-git.ts";
import { Spine } from "./spine.ts";
import { splitAtNul } from "./split-at-nul.ts";
import { entriesIn, TreeChanges, type Entries } from "./tree-changes.ts";

/** A commit as far as a history tells it. */
type Told = Pick<Commit, "id" | "tree" | "parents" | "message">;

/** Batches of commits whose blobs are asked for before the first of them is waited for. */
const AHEAD = 16;

/** The most bytes of one file of a history. */
const MOST = 64 * 1024 * 1024;

/** What is needed beside git's own log: the files below the folder at the head, in order, and readers. */
export interface Growth {
  readonly room: GitPlace;
  readonly bring: BringMissing | null;
  readonly reader: ObjectReader;
  /** The files of the folder at the head, in git's order. */
  readonly files: AsyncIterable<readonly TreeFile[]>;
  readonly folder: string;
}

/**
 * The commits of a first-parent line, oldest first, while each adds the next of the head's files in one folder and
 * otherwise changes only what lies beside that folder in the root. Ends at the first that does not.
 *
 * Git would read ten trees a commit to say what it changed. Instead the tree that it must have is made and its id
 * compared with the commit's: an id is a digest, so it is the same proof. Only the root of a commit that also changed
 * something else is read, and what differs there.
 */
export async function* grownHistory(
  growth: Growth,
  head: ObjectId,
  signal: AbortSignal,
): AsyncGenerator<HistoryCommit, void, undefined> {
  const { room, bring, reader } = growth;
  const trees = new ObjectReader(room, bring);
  const line = new GrownLine(head.length / 2, growth.folder, new TreeChanges(trees));
  const listed = new Queue(growth.files);
  const ahead: Promise<readonly HistoryCommit[]>[] = [];
  try {
    for await (const commits of told(room, head, signal)) {
      const files = await listed.take(commits.length);
      const bytes = reader.readAll(
        files.map(({ oid }) => oid),
        MOST,
        signal,
      );
      bytes.catch(() => undefined); // awaited with the commits, unless the reader goes away first
      const grown = await line.take(commits, files, signal);
      const filled = bytes.then((objects) =>
        grown.map((commit, index) => withBytes(commit, files[index], objects[index]?.bytes)),
      );
      filled.catch(() => undefined);
      ahead.push(filled);
      if (grown.length < commits.length) break;
      if (ahead.length > AHEAD) yield* (await ahead.shift()) ?? [];
    }
    for (const filled of ahead) yield* await filled;
  } finally {
    await Promise.all([listed.leave(), trees.close()]);
  }
}

/** Follows the tree from commit to commit. */
class GrownLine {
  readonly #spine: Spine;
  readonly #folder: string;
  readonly #changes: TreeChanges;
  #beside: Entries = new Map();

  constructor(idLength: number, folder: string, changes: TreeChanges) {
    this.#spine = new Spine(idLength);
    this.#folder = folder;
    this.#changes = changes;
  }

  /** The commits with their changes, but for bytes; as many as could be explained. */
  async take(
    commits: readonly Told[],
    files: readonly TreeFile[],
    signal: AbortSignal,
  ): Promise<readonly HistoryCommit[]> {
    const grown: HistoryCommit[] = [];
    const pairs: { readonly at: number; readonly before: Entries; readonly after: Entries }[] = [];
    let roots: ReadonlyMap<ObjectId, Buffer> | null = null;
    for (const [at, commit] of commits.entries()) {
      const file = files[at];
      // A path of other bytes than printable ASCII is left to git.
      if (file === undefined || file.mode !== "100644" || !PLAIN.test(file.path)) break;
      if (this.#spine.add(file.path, file.mode, file.oid) !== commit.tree) {
        // Commits that change more come close together: one question for all that may follow.
        roots ??= await this.#changes.read(
          commits.slice(at).map(({ tree }) => tree),
          signal,
        );
        const root = roots.get(commit.tree);
        if (root === undefined || !this.#spine.adopt(root)) break;
        const after = this.#withoutFolder(entriesIn(commit.tree, root));
        pairs.push({ at, before: this.#beside, after });
        this.#beside = after;
      }
      const { path, mode, oid } = file;
      const added = { path, status: "added", oldMode: null, newMode: mode, oldOid: null, newOid: oid } as const;
      grown.push({ ...commit, changes: [{ ...added, bytes: null }] });
    }
    const beside = await this.#changes.between(
      pairs.map(({ before, after }) => ({ path: "", before, after })),
      signal,
    );
    for (const [index, { at }] of pairs.entries()) {
      const commit = grown[at];
      if (commit === undefined) continue;
      const changes = [...commit.changes, ...(beside[index] ?? []).map((change) => ({ ...change, bytes: null }))];
      grown[at] = { ...commit, changes: changes.sort((a, b) => (a.path < b.path ? -1 : 1)) };
    }
    return grown;
  }

  #withoutFolder(root: Entries): Entries {
    const beside = new Map(root);
    beside.delete(this.#folder.split("/")[0] ?? "");
    return beside;
  }
}

const PLAIN = /^[!-~]+$/;

function withBytes(commit: HistoryCommit, file: TreeFile | undefined, bytes: Buffer | undefined): HistoryCommit {
  if (bytes === undefined || file === undefined) throw brevetError("GIT_OBJECT_ABSENT", { id: file?.oid ?? "" });
  if (commit.changes.length === 1 && commit.changes[0] !== undefined)
    return { ...commit, changes: [{ ...commit.changes[0], bytes }] };
  const changes = commit.changes.map((change) => (change.path === file.path ? { ...change, bytes } : change));
  return { ...commit, changes };
}

/** Takes files as they are wanted, whatever the batches they come in. */
class Queue {
  readonly #source: AsyncIterator<readonly TreeFile[]>;
  #here: readonly TreeFile[] = [];

  constructor(files: AsyncIterable<readonly TreeFile[]>) {
    this.#source = files[Symbol.asyncIterator]();
  }

  /** The next so many; fewer where there are no more. */
  async take(count: number): Promise<readonly TreeFile[]> {
    while (this.#here.length < count) {
      const { value: some, done } = (await this.#source.next()) as IteratorResult<readonly TreeFile[], undefined>;
      if (done === true) break;
      this.#here = [...this.#here, ...some];
    }
    const taken = this.#here.slice(0, count);
    this.#here = this.#here.slice(count);
    return taken;
  }

  /** Asks for no more. */
  async leave(): Promise<void> {
    await this.#source.return?.();
  }
}

/** The first-parent line up to a commit, oldest first, without what changed. */
async function* told(room: GitPlace, head: ObjectId, signal: AbortSignal): AsyncGenerator<readonly Told[]> {
  const plain = ["--no-patch", "--no-mailmap", "--no-show-signature", "--no-notes", "--no-color"];
  const args = ["log", "-z", "--format=tformat:%H%n%T%n%P%n%B", ...plain, "--first-parent", "--reverse", head, "--"];
  for await (const parts of splitAtNul(streamGit(room, args, signal))) if (parts.length > 0) yield parts.map(toTold);
}

function toTold(part: Buffer): Told {
  const text = part.toString("utf8");
  const tree = text.indexOf("\n") + 1;
  const parents = text.indexOf("\n", tree) + 1;
  const message = text.indexOf("\n", parents) + 1;
  const named = text.slice(parents, message - 1);
  return {
    id: text.slice(0, tree - 1),
    tree: text.slice(tree, parents - 1),
    parents: named === "" ? [] : named.split(" "),
    message: text.slice(message),
  };
}
