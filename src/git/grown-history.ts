import type { Commit, HistoryCommit, ObjectId } from "../ports/git.ts";
import type { HeldFile } from "./folder-contents.ts";
import { ObjectReader, type BringMissing } from "./object-reader.ts";
import { streamGit, type GitPlace } from "./run-git.ts";
import { Spine } from "./spine.ts";
import { splitAtNul } from "./split-at-nul.ts";
import { entriesIn, TreeChanges, type Entries } from "./tree-changes.ts";

/** A commit as far as a history tells it. */
type Told = Pick<Commit, "id" | "tree" | "parents" | "message">;

/** What is needed beside git's own log: the files below the folder at the head, in order, and a reader's means. */
export interface Growth {
  readonly room: GitPlace;
  readonly bring: BringMissing | null;
  /** The files of the folder at the head, in git's order. */
  readonly files: AsyncIterable<readonly HeldFile[]>;
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
  { room, bring, files, folder }: Growth,
  head: ObjectId,
  signal: AbortSignal,
): AsyncGenerator<readonly HistoryCommit[], void, undefined> {
  const trees = new ObjectReader(room, bring);
  const line = new GrownLine(head.length / 2, folder, new TreeChanges(trees));
  const held = new Queue(files);
  try {
    for await (const commits of told(room, head, signal)) {
      const grown = await line.take(commits, await held.take(commits.length), signal);
      yield grown;
      if (grown.length < commits.length) return;
    }
  } finally {
    await Promise.all([held.leave(), trees.close()]);
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

  /** The commits with their changes; as many as could be explained. */
  async take(
    commits: readonly Told[],
    files: readonly HeldFile[],
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
      grown.push(withFile(commit, file));
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

function withFile({ id, tree, parents, message }: Told, { path, mode, oid, bytes }: HeldFile): HistoryCommit {
  const added = { path, status: "added", oldMode: null, newMode: mode, oldOid: null, newOid: oid, bytes } as const;
  return { id, tree, parents, message, changes: [added] };
}

/** Takes files as they are wanted, whatever the batches they come in. */
class Queue {
  readonly #source: AsyncIterator<readonly HeldFile[]>;
  #here: readonly HeldFile[] = [];

  constructor(files: AsyncIterable<readonly HeldFile[]>) {
    this.#source = files[Symbol.asyncIterator]();
  }

  /** The next so many; fewer where there are no more. */
  async take(count: number): Promise<readonly HeldFile[]> {
    while (this.#here.length < count) {
      const { value: some, done } = (await this.#source.next()) as IteratorResult<readonly HeldFile[], undefined>;
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
