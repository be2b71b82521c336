import { markInQueue, markOf } from "../../src/action/mark-of.ts";
import { thrown } from "../../src/core/problem/brevet-error.ts";
import { gateChange, type Gated, type GatePorts } from "../../src/engine/gate/gate-change.ts";
import { stand } from "../../src/engine/person/standing.ts";
import type { GitHubPlace } from "../../src/forge/github/client.ts";
import { githubChanges } from "../../src/forge/github/github-changes.ts";
import type { Changes } from "../../src/ports/changes.ts";
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
const options = { signal: new AbortController().signal };

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
  approve(
    who: Who,
    { number }: Pick<Ask, "number">,
    over: { readonly commit?: string; readonly body?: string } = {},
  ): Review {
    return this.github.review(who, number, "APPROVE", over);
  }

  merge({ number }: Pick<Ask, "number">, over: { readonly by?: Who; readonly method?: MergeMethod } = {}): string {
    return this.github.merge(over.by ?? "olga", number, over);
  }

  get #place(): GitHubPlace {
    const token = tokenOf("engine");
    return { repository: "acme/access", id: repositoryId, token, apiUrl: this.github.url, pauseMs: 1 };
  }

  /** The forge as a process of its own sees it: it remembers what it proved until `restart`. */
  get forge(): Forge {
    const { git } = this.company.ports();
    return (this.#forge ??= githubForge(git, { ...this.#place, main: "main", merger: null }));
  }

  restart(): void {
    this.#forge = null;
  }

  /** What is said and merged on GitHub, as the App does it. */
  get changes(): Changes {
    return githubChanges({ ...this.#place, main: "main" });
  }

  /** The gate at a pull request; null: it is not open, or moves right now. */
  async gate({ number }: Pick<Ask, "number">, over: Partial<GatePorts> = {}): Promise<Gated | null> {
    const ports = { ...this.company.ports(), forge: this.forge, changes: this.changes, ...over };
    const by = await stand(ports, options);
    if (!by.ok) throw thrown(by.problems);
    return gateChange(ports, by.value, number, { merge: "squash", queued: null, markOf, markInQueue }, options);
  }

  /** The newest status of what stands at the head of the pull request. */
  status({ number }: Pick<Ask, "number">): string | null {
    const head = this.github.hub.pulls.get(number)?.head;
    return this.github.hub.statuses.findLast(({ sha }) => sha === head)?.state ?? null;
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
