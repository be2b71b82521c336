import { plainForge } from "../../src/forge/plain/plain-forge.ts";
import { openGit } from "../../src/git/open-git.ts";
import type { CallOptions } from "../../src/ports/call-options.ts";
import type { Forge, Proof, Refusal } from "../../src/ports/forge.ts";
import type { Git, WalkedCommit } from "../../src/ports/git.ts";
import { Repository, type TestCommit } from "./repository.ts";
import { walked } from "./walked.ts";

const options: CallOptions = { signal: new AbortController().signal };

/** A repository without any forge, and the plain forge on it. */
export class PlainWorld implements AsyncDisposable {
  readonly repository: Repository;
  readonly git: Git;
  readonly forge: Forge;

  private constructor(repository: Repository, git: Git) {
    this.repository = repository;
    this.git = git;
    this.forge = plainForge(git);
  }

  static async create(): Promise<PlainWorld> {
    const repository = Repository.create({ bare: true });
    repository.commit({ files: { "README.md": "An access repository.\n" } });
    return new PlainWorld(repository, await openGit({ folder: repository.folder, remote: null, ...options }));
  }

  get main(): string {
    return this.repository.git("rev-parse", "refs/heads/main");
  }

  /** A branch that begins where `from` (main) is, with these commits. */
  branch(name: string, commits: readonly TestCommit[], from: string = this.main): string {
    this.repository.git("update-ref", `refs/heads/${name}`, from);
    return commits.map((commit) => this.repository.commit({ ...commit, branch: name })).at(-1) ?? from;
  }

  /** A commit on main with these parents and exactly the tree that a merge gives, or what `over` makes of it. */
  merge(
    head: string,
    over: { readonly files?: TestCommit["files"]; readonly parents?: readonly string[] } = {},
  ): string {
    const { files = {}, parents = [this.main, head] } = over;
    const [ours = "", theirs = ""] = parents;
    const tree = this.repository.git("merge-tree", "--write-tree", ours, theirs).split("\n")[0] ?? "";
    const merged = this.write(tree, parents);
    const id = Object.keys(files).length === 0 ? merged : this.write(this.#with(merged, files), parents);
    this.repository.git("update-ref", "refs/heads/main", id);
    return id;
  }

  /** A commit on no branch with that tree and those parents. */
  write(tree: string, parents: readonly string[], message = "Merge a request"): string {
    return this.repository.git("commit-tree", tree, ...parents.flatMap((parent) => ["-p", parent]), "-m", message);
  }

  tree(commit: string): string {
    return this.repository.git("rev-parse", `${commit}^{tree}`);
  }

  /** What the forge says of the newest commit of main. */
  async prove(commit: string = this.main): Promise<Proof | Refusal> {
    return this.forge.prove(await this.walked(commit), options);
  }

  /** A commit as a walk along main tells it. */
  walked(id: string): Promise<WalkedCommit> {
    return walked(this.git, id);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.git.close();
    this.repository[Symbol.dispose]();
  }

  #with(commit: string, files: NonNullable<TestCommit["files"]>): string {
    return this.tree(this.repository.commit({ branch: "scratch", parents: [commit], files }));
  }
}
