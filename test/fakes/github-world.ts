import { githubForge } from "../../src/forge/github/github-forge.ts";
import { openGit } from "../../src/git/open-git.ts";
import { instant, type Instant } from "../../src/core/time/instant.ts";
import type { CallOptions } from "../../src/ports/call-options.ts";
import type { Forge, Proof, Refusal } from "../../src/ports/forge.ts";
import type { Git, WalkedCommit } from "../../src/ports/git.ts";
import { GitHub, tokenOf } from "./github/github.ts";
import type { Pull } from "./github/state.ts";
import type { TestCommit } from "./repository.ts";
import { walked } from "./walked.ts";

const options: CallOptions = { signal: new AbortController().signal };

/** The request that is asked for in it. */
const request = "requests/payments/customers-db/2026-11-22-alice.yaml";

/** An access repository on the emulated GitHub, and the forge on it. Every look at its clock lets a second pass. */
export class GitHubWorld implements AsyncDisposable {
  readonly github: GitHub;
  readonly git: Git;
  forge: Forge;

  private constructor(github: GitHub, git: Git) {
    this.github = github;
    this.git = git;
    this.forge = this.opened();
  }

  static async create(): Promise<GitHubWorld> {
    let now = Date.UTC(2026, 10, 22, 10);
    const github = await GitHub.start({ now: (): Instant => instant((now += 1000)) });
    for (const login of ["alice", "bob", "carol", "mallory"]) github.collaborator(login, "write");
    github.collaborator("rita", "read");
    github.collaborator("root", "admin");
    github.collaborator("engine", "read", { type: "Bot" });
    github.push("root", { files: { "README.md": "An access repository.\n" } });
    github.hub.rules.bypass = ["root"];
    const git = await openGit({ folder: github.repository.folder, remote: null, ...options });
    return new GitHubWorld(github, git);
  }

  /** The forge as a new process opens it: it remembers nothing. */
  opened(over: { readonly token?: string | null; readonly id?: number; readonly merger?: number } = {}): Forge {
    const { token = tokenOf("engine"), id = this.github.hub.id, merger = null } = over;
    const place = { repository: this.github.hub.name, id, token, apiUrl: this.github.url, pauseMs: 1 };
    return githubForge(this.git, { ...place, main: "main", merger });
  }

  /** A pull request of alice with a request in it, on a branch of that name. */
  ask(over: Omit<TestCommit, "branch"> & { readonly branch?: string; readonly by?: string } = {}): Pull {
    const { branch = "ask", by = "alice", ...commit } = over;
    this.github.push(by, { branch, files: { [request]: "role: read-only\n" }, ...commit });
    return this.github.open(by, branch);
  }

  /** What the forge says of the newest commit of main, or another. */
  async prove(commit: string = this.github.main): Promise<Proof | Refusal> {
    return this.forge.prove(await this.walked(commit), options);
  }

  /** The same where it is proved. */
  async proof(commit?: string): Promise<Proof> {
    const answer = await this.prove(commit);
    if (!answer.ok) throw new Error(answer.code);
    return answer;
  }

  /** A commit as a walk along main tells it. */
  walked(id: string): Promise<WalkedCommit> {
    return walked(this.git, id);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.git.close();
    await this.github[Symbol.asyncDispose]();
  }
}
