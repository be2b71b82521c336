import { createHash } from "node:crypto";
import { brevetError } from "../../src/core/problem/brevet-error.ts";
import { instant } from "../../src/core/time/instant.ts";
import type { Commit, ObjectId, Signatory } from "../../src/ports/git.ts";
import type { TestCommit } from "./repository.ts";

export interface Entry {
  readonly mode: string;
  readonly oid: ObjectId;
}

/** Files by path, in order of path: a tree without its folders. */
export type Tree = ReadonlyMap<string, Entry>;

interface Stored extends Commit {
  readonly raw: Uint8Array;
}

/** A repository in memory, for tests that are about something else than git. Ids are as long as git's, not the same. */
export class MemoryRepository {
  readonly refs: Map<string, ObjectId> = new Map<string, ObjectId>();
  readonly #blobs = new Map<ObjectId, Uint8Array>();
  readonly #trees = new Map<ObjectId, Tree>();
  readonly #commits = new Map<ObjectId, Stored>();

  /** Makes a commit on a branch; answers its id. */
  commit(draft: TestCommit = {}): ObjectId {
    const { files = {}, branch = "main", message = "A change\n", at = 1_795_000_000 } = draft;
    const { author = "Alice <alice@acme.example>" } = draft;
    const tip = this.tip(branch);
    const parents = draft.parents ?? (tip === null ? [] : [tip]);
    const tree = new Map(parents[0] === undefined ? [] : this.tree(parents[0]));
    for (const [path, file] of Object.entries(files)) {
      if (file === null) tree.delete(path);
      else if (typeof file === "string" || file instanceof Uint8Array)
        tree.set(path, { mode: "100644", oid: this.blob(Buffer.from(file as Uint8Array)) });
      else tree.set(path, { mode: file.mode, oid: file.oid ?? this.blob(Buffer.from(file.text ?? "")) });
    }
    const id = this.land(this.writeTree(tree), parents, { message, author, at, committer: draft.committer ?? author });
    this.refs.set(`refs/heads/${branch}`, id);
    return id;
  }

  /** A commit on no branch with that tree and those parents. */
  land(
    tree: ObjectId,
    parents: readonly ObjectId[],
    by: {
      readonly message?: string;
      readonly author?: string;
      readonly committer?: string;
      readonly at?: number;
    } = {},
  ): ObjectId {
    const { author = "Olga <olga@acme.example>", at = 1_795_000_000, message = "Merge\n" } = by;
    const head = [
      `tree ${tree}`,
      ...parents.map((parent) => `parent ${parent}`),
      `author ${author} ${at} +0000`,
      `committer ${by.committer ?? author} ${at} +0000`,
    ];
    return this.writeCommit(Buffer.from(`${head.join("\n")}\n\n${message}`));
  }

  /** The head of a branch, or null. */
  tip(branch: string): ObjectId | null {
    return this.refs.get(`refs/heads/${branch}`) ?? null;
  }

  blob(bytes: Uint8Array): ObjectId {
    return store(this.#blobs, "blob", bytes, bytes);
  }

  bytes(oid: ObjectId): Uint8Array | null {
    return this.#blobs.get(oid) ?? null;
  }

  writeTree(files: ReadonlyMap<string, Entry>): ObjectId {
    const tree = new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
    return store(this.#trees, "tree", Buffer.from(JSON.stringify([...tree])), tree);
  }

  /** The files of a commit or tree. */
  tree(id: ObjectId): Tree {
    const tree = this.#trees.get(this.#commits.get(id)?.tree ?? id);
    if (tree === undefined) throw brevetError("GIT_OBJECT_ABSENT", { id });
    return tree;
  }

  writeCommit(raw: Uint8Array): ObjectId {
    const text = new TextDecoder().decode(raw);
    const end = text.indexOf("\n\n");
    const lines = text.slice(0, end).split("\n");
    const values = (name: string): string[] =>
      lines.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1));
    const commit = {
      tree: values("tree")[0] ?? "",
      parents: values("parent"),
      author: toSignatory(values("author")[0] ?? ""),
      committer: toSignatory(values("committer")[0] ?? ""),
      message: text.slice(end + 2),
      raw,
    };
    const id = idOf("commit", raw);
    this.#commits.set(id, { id, ...commit });
    return id;
  }

  has(id: ObjectId): boolean {
    return this.#commits.has(id) || this.#trees.has(id) || this.#blobs.has(id);
  }

  drop(id: ObjectId): void {
    this.#commits.delete(id);
  }

  stored(id: ObjectId): Stored {
    const commit = this.#commits.get(id);
    if (commit === undefined) throw brevetError("GIT_OBJECT_ABSENT", { id });
    return commit;
  }

  /** A commit and everything before it. */
  before(id: ObjectId): Set<ObjectId> {
    const found = new Set<ObjectId>();
    const left = [id];
    while (left.length > 0) {
      const next = left.pop() as ObjectId;
      if (found.has(next)) continue;
      found.add(next);
      left.push(...this.stored(next).parents);
    }
    return found;
  }

  /** The first-parent line that ends in that commit, oldest first. */
  line(to: ObjectId): ObjectId[] {
    const line: ObjectId[] = [];
    for (let next: ObjectId | undefined = to; next !== undefined; next = this.stored(next).parents[0]) line.push(next);
    return line.reverse();
  }
}

function idOf(type: string, bytes: Uint8Array): ObjectId {
  return createHash("sha1").update(`${type} ${bytes.length}\0`).update(bytes).digest("hex");
}

function store<T>(objects: Map<ObjectId, T>, type: string, bytes: Uint8Array, value: T): ObjectId {
  const id = idOf(type, bytes);
  objects.set(id, value);
  return id;
}

function toSignatory(text: string): Signatory {
  const [, name = "", email = "", at = "0"] = /^(.*?) ?<([^<>]*)> (\d+) /.exec(text) ?? [];
  return { name, email, at: instant(Number(at) * 1000) };
}
