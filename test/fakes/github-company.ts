import { githubForge } from "../../src/forge/github/github-forge.ts";
import type { ApplyPorts } from "../../src/engine/engine-ports.ts";
import type { Forge } from "../../src/ports/forge.ts";
import { Company, author, forgeIdOf, people, today, type Asked, type Who } from "./company.ts";
import { GitHub, tokenOf } from "./github/github.ts";
import type { MergeMethod, Review } from "./github/state.ts";
import type { TestCommit } from "./repository.ts";

/** A request in a pull request. */
export interface Ask {
  readonly id: string;
  readonly path: string;
  readonly branch: string;
  readonly number: number;
}

const repositoryId = 771_203;

/** The small company on GitHub: its people have accounts, ask in pull requests and agree in reviews. */
export class GitHubCompany implements AsyncDisposable {
  readonly company: Company;
  readonly github: GitHub;
  #forge: Forge | null = null;

  private constructor(company: Company, github: GitHub) {
    this.company = company;
    this.github = github;
  }

  static async found(rules: Readonly<Record<string, string>> = {}): Promise<GitHubCompany> {
    const forge = `{ kind: github, repository: acme/access, id: ${repositoryId} }`;
    const company = await Company.found(rules, { forge });
    const { repository } = company;
    const github = await GitHub.start({ now: () => company.now, repository, id: repositoryId });
    for (const who of people) github.collaborator(who, "write", { id: forgeIdOf(who) });
    github.collaborator("engine", "admin", { type: "Bot" });
    return new GitHubCompany(company, github);
  }

  /** Asks in a pull request, whose branch has one commit of who asks. */
  ask(who: Who, name: string, asked: Asked = {}, over: Partial<TestCommit> & { readonly pushedBy?: Who } = {}): Ask {
    const id = name.includes("/") ? name : `payments/customers-db/${today}-${name}`;
    const [path, branch] = [`requests/${id}.yaml`, `request/${id}`];
    const { pushedBy = who, ...commit } = over;
    const files = { [path]: this.company.text({ subject: who, ...asked }) };
    this.github.push(pushedBy, { branch, files, author: author(who), ...commit });
    return { id, path, branch, number: this.github.open(who, branch).number };
  }

  /** Agrees to what is at the head of the pull request. */
  approve(who: Who, { number }: Pick<Ask, "number">, over: { readonly commit?: string } = {}): Review {
    return this.github.review(who, number, "APPROVE", over);
  }

  merge({ number }: Pick<Ask, "number">, over: { readonly by?: Who; readonly method?: MergeMethod } = {}): string {
    return this.github.merge(over.by ?? "olga", number, over);
  }

  /** The forge as a process of its own sees it: it remembers what it proved until `restart`. */
  get forge(): Forge {
    const { git } = this.company.ports();
    const place = { repository: "acme/access", id: repositoryId, token: tokenOf("engine"), apiUrl: this.github.url };
    return (this.#forge ??= githubForge(git, { ...place, main: "main", merger: null }));
  }

  restart(): void {
    this.#forge = null;
  }

  apply(over: Partial<ApplyPorts> = {}): ReturnType<Company["apply"]> {
    return this.company.apply({ forge: this.forge, ...over });
  }

  /** What a run refused, as `id CODE+CODE`; a run that admits nothing gives nothing. */
  async refused(): Promise<readonly string[]> {
    const report = await this.apply();
    if (report.admitted.length > 0 || report.changes.length > 0) throw new Error(JSON.stringify(report));
    return report.refused.map(({ code }) => code);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.github.stop();
    await this.company[Symbol.asyncDispose]();
  }
}
