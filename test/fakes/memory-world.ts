import type { Git, ObjectId, WalkedCommit } from "../../src/ports/git.ts";
import { memoryGit } from "./memory-git.ts";
import { MemoryRepository, type Entry } from "./memory-repository.ts";
import type { TestCommit } from "./repository.ts";
import { walked } from "./walked.ts";

/** A repository in memory whose main branch holds one file, and what people do with branches of it. */
export class MemoryWorld {
  readonly repository: MemoryRepository = new MemoryRepository();
  readonly git: Git = memoryGit(this.repository);

  constructor() {
    this.repository.commit({ files: { "README.md": "An access repository.\n" } });
  }

  get main(): ObjectId {
    return this.repository.tip("main") ?? "";
  }

  /** A branch that begins where `from` (main) is, with these commits. */
  branch(name: string, commits: readonly TestCommit[], from: ObjectId = this.main): ObjectId {
    this.repository.refs.set(`refs/heads/${name}`, from);
    return commits.map((commit) => this.repository.commit({ ...commit, branch: name })).at(-1) ?? from;
  }

  /** The merge of two commits, on main: exactly the tree that git makes of them, or what `over` makes of it. */
  merge(
    head: ObjectId,
    over: { readonly files?: TestCommit["files"]; readonly parents?: readonly ObjectId[]; readonly at?: number } = {},
  ): ObjectId {
    const { files, parents = [this.main, head], at } = over;
    const merged = this.repository.land(this.mergedTree(...(parents as [ObjectId, ObjectId])), parents);
    const tree = files === undefined ? this.tree(merged) : this.with(merged, files);
    return this.onMain(this.repository.land(tree, parents, at === undefined ? {} : { at }));
  }

  /** Moves main, as somebody who may push it does. */
  onMain(commit: ObjectId): ObjectId {
    this.repository.refs.set("refs/heads/main", commit);
    return commit;
  }

  tree(commit: ObjectId): ObjectId {
    return this.repository.stored(commit).tree;
  }

  /** The tree of a commit with files put into it. */
  with(commit: ObjectId, files: NonNullable<TestCommit["files"]>): ObjectId {
    return this.tree(this.repository.commit({ branch: "scratch", parents: [commit], files }));
  }

  /** The tree that merging two commits gives; where both changed a file, theirs. */
  mergedTree(ours: ObjectId, theirs: ObjectId): ObjectId {
    const files = new Map<string, Entry>(this.repository.tree(ours));
    const base = this.repository.line(ours).findLast((id) => this.repository.before(theirs).has(id));
    const old = base === undefined ? new Map<string, Entry>() : this.repository.tree(base);
    const their = this.repository.tree(theirs);
    for (const path of new Set([...old.keys(), ...their.keys()])) {
      const entry = their.get(path);
      if (entry?.oid === old.get(path)?.oid && entry?.mode === old.get(path)?.mode) continue;
      if (entry === undefined) files.delete(path);
      else files.set(path, entry);
    }
    return this.repository.writeTree(files);
  }

  /** A commit as a walk along main tells it. */
  walked(id: ObjectId): Promise<WalkedCommit> {
    return walked(this.git, id);
  }
}
