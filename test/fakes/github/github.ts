import { chmodSync, writeFileSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Instant } from "../../../src/core/time/instant.ts";
import { Repository, type TestCommit } from "../repository.ts";
import { headsOf, takeUp } from "./moves.ts";
import { People, type Account, type Permission } from "./people.ts";
import { addReview, dismissReview, findPull, mergePull, openPull, type reviewEvents } from "./pulls.ts";
import { enqueue, mergeGroupOf, settleQueue, type MergeGroup } from "./queue.ts";
import { serve, type Desk, type Trouble } from "./server.ts";
import { newSettings } from "./settings.ts";
import type { Hub, MergeMethod, Pull, Review } from "./state.ts";

const guard = `#!/bin/sh
while read -r old new ref; do
  if [ "$ref" = "$PROTECTED" ]; then
    echo "error: GH013: Repository rule violations found for $ref." >&2
    exit 1
  fi
done
`;

/** One repository on a GitHub of our own: real git behind it, and verbs for what people do there. */
export class GitHub implements AsyncDisposable {
  readonly hub: Hub;
  readonly desk: Desk;
  readonly #server: Server;

  private constructor(hub: Hub, desk: Desk, server: Server) {
    this.hub = hub;
    this.desk = desk;
    this.#server = server;
  }

  /** Starts it. repository: what it serves, bare; an empty one where there is none. */
  static async start(
    how: {
      readonly now?: () => Instant;
      readonly repository?: Repository;
      readonly name?: string;
      readonly id?: number;
    } = {},
  ): Promise<GitHub> {
    const { repository = Repository.create({ bare: true }), name = "acme/access", id = 771_203 } = how;
    let ids = 100;
    const kept = {
      pulls: new Map(),
      activity: [],
      suites: [],
      comments: [],
      statuses: [],
      queue: [],
      settings: newSettings(),
    };
    const methods: readonly MergeMethod[] = ["merge", "squash", "rebase"];
    const rules = { approvals: 0, dismissStale: true, lastPush: false, statuses: [], methods, bypass: [], queue: null };
    const now = how.now ?? ((): Instant => Date.now() as Instant);
    const hub: Hub = { name, id, repository, people: new People(), ...kept, rules, url: "", now, nextId: () => ++ids };
    const hooks = join(repository.folder, "hooks", "pre-receive");
    writeFileSync(hooks, guard);
    chmodSync(hooks, 0o755);
    repository.git("config", "http.receivepack", "true");
    repository.git("config", "receive.hideRefs", "refs/pull");
    const desk: Desk = { calls: [], free: [], troubles: [], meanwhile: [], limit: 5000 };
    const server = serve(hub, desk);
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    hub.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return new GitHub(hub, desk, server);
  }

  get url(): string {
    return this.hub.url;
  }

  get repository(): Repository {
    return this.hub.repository;
  }

  get main(): string {
    return this.repository.git("rev-parse", "refs/heads/main");
  }

  /** The address that somebody clones from, with their token. */
  cloneUrl(login: string): string {
    return `${this.url.replace("://", `://x-access-token:${tokenOf(login)}@`)}/${this.hub.name}.git`;
  }

  account(login: string, over: { readonly id?: number; readonly type?: Account["type"] } = {}): Account {
    return this.hub.people.account(login, over);
  }

  /** Somebody who may do that with the repository. */
  collaborator(
    login: string,
    permission: Permission,
    over: { readonly id?: number; readonly type?: Account["type"] } = {},
  ): Account {
    const account = this.account(login, over);
    this.hub.people.collaborators.set(login, permission);
    return account;
  }

  team(slug: string, logins: readonly string[], permission: Permission = "write"): void {
    for (const login of logins) this.account(login);
    this.hub.people.teams.set(slug, { permission, members: new Set(logins) });
  }

  /** A commit made elsewhere and pushed by that account (null: nobody that GitHub knows). A new branch leaves main. */
  push(by: string | null, commit: TestCommit): string {
    const before = headsOf(this.hub);
    const { branch = "main" } = commit;
    const isNew = branch !== "main" && !before.has(`refs/heads/${branch}`);
    const id = this.repository.commit({ ...(isNew && { parents: [this.main] }), ...commit });
    takeUp(this.hub, before, by === null ? null : this.account(by));
    return id;
  }

  /** Moves a branch to a commit that is there already (null: deletes it). */
  move(by: string, branch: string, to: string | null): void {
    const before = headsOf(this.hub);
    const ref = `refs/heads/${branch}`;
    this.repository.git("update-ref", ...(to === null ? ["-d", ref] : [ref, to]));
    takeUp(this.hub, before, this.account(by));
  }

  /** Opens a pull request of a branch. */
  open(by: string, branch: string, over: { readonly base?: string; readonly title?: string } = {}): Pull {
    const { base = "main", title = `A change on ${branch}` } = over;
    return openPull(this.hub, this.account(by), { branch, base, title, body: "" });
  }

  review(
    by: string,
    number: number,
    event: keyof typeof reviewEvents = "APPROVE",
    over: { readonly commit?: string; readonly body?: string } = {},
  ): Review {
    return addReview(this.hub, findPull(this.hub, number), this.account(by), { event, ...over });
  }

  dismiss(number: number, review: number): void {
    dismissReview(this.hub, findPull(this.hub, number), review);
  }

  /** Merges; answers what main then is. */
  merge(by: string, number: number, over: { readonly method?: MergeMethod; readonly sha?: string } = {}): string {
    const { method = "squash", sha = null } = over;
    return mergePull(this.hub, findPull(this.hub, number), this.account(by), { method, sha });
  }

  /** Puts a pull request into main's queue, by hand. */
  enqueue(by: string, number: number): void {
    enqueue(this.hub, findPull(this.hub, number), this.account(by), null);
  }

  /** Lets main's queue go on, by the checks that its commits have; answers what main then is. */
  settleQueue(): string {
    return settleQueue(this.hub);
  }

  /** What the queue asks to be checked, in its order. */
  mergeGroups(): readonly MergeGroup[] {
    return this.hub.queue.map(mergeGroupOf);
  }

  /** From now on the next calls that match go wrong. */
  trouble(match: RegExp, status: number, over: Partial<Omit<Trouble, "match" | "status">> = {}): void {
    this.desk.troubles.push({ match, status, times: 1, spared: 0, ...over });
  }

  /** Right before the next call that matches is answered, or one of those after it, that happens. */
  meanwhile(match: RegExp, happens: () => void, spared = 0): void {
    this.desk.meanwhile.push({ match, happens, spared });
  }

  /** Calls that counted since this was asked last. */
  calls(): readonly string[] {
    this.desk.free.length = 0;
    return this.desk.calls.splice(0);
  }

  /** Stops answering; what is in the repository stays. */
  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((done) => this.#server.close(() => done()));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    this.repository[Symbol.dispose]();
  }
}

/** The token of an account. */
export function tokenOf(login: string): string {
  return `token-of-${login}`;
}
