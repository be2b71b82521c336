/** What somebody may do with the repository, from least to most. */
export const permissions = ["none", "read", "triage", "write", "maintain", "admin"] as const;
export type Permission = (typeof permissions)[number];

/** An account: a person's or an App's. */
export interface Account {
  readonly id: number;
  readonly login: string;
  readonly type: "User" | "Bot";
}

/** Accounts, their tokens, and what they may: by team or as collaborators. */
export class People {
  readonly teams: Map<string, { readonly permission: Permission; readonly members: Set<string> }> = new Map();
  readonly collaborators: Map<string, Permission> = new Map();
  readonly #accounts: Map<string, Account> = new Map();
  readonly #suspended = new Set<number>();

  /** The account of that login, made where it is new. */
  account(login: string, over: { readonly id?: number; readonly type?: Account["type"] } = {}): Account {
    const known = this.#accounts.get(login);
    if (known !== undefined) return known;
    const account: Account = { id: over.id ?? 5000 + this.#accounts.size, login, type: over.type ?? "User" };
    this.#accounts.set(login, account);
    return account;
  }

  find(login: string): Account | null {
    return this.#accounts.get(login) ?? null;
  }

  byId(id: number): Account | null {
    return [...this.#accounts.values()].find((account) => account.id === id) ?? null;
  }

  /** Whose token that is; tokens are `token-of-<login>`, and no longer good once the account is away. */
  byToken(token: string): Account | null {
    const account = token.startsWith("token-of-") ? this.find(token.slice("token-of-".length)) : null;
    return account !== null && this.#suspended.has(account.id) ? null : account;
  }

  /** To whom GitHub attributes a commit with that address: here every account has `<login>@acme.example`. */
  byEmail(email: string): Account | null {
    const noReply = /^(?:[0-9]+\+)?([^@+]+)@users\.noreply\.github\.com$/.exec(email)?.[1];
    const own = /^([^@]+)@acme\.example$/.exec(email)?.[1];
    return this.find(noReply ?? own ?? "");
  }

  /** An account is renamed: its id stays. */
  rename(login: string, next: string): void {
    const account = this.#accounts.get(login);
    if (account === undefined) throw new Error(`nobody is called ${login}`);
    this.#accounts.delete(login);
    this.#accounts.set(next, { ...account, login: next });
    const may = this.collaborators.get(login);
    if (may !== undefined) this.collaborators.set(next, may);
    this.collaborators.delete(login);
    for (const { members } of this.teams.values()) if (members.delete(login)) members.add(next);
  }

  /** An account is deleted: what it did stays, and is nobody's any more. */
  delete(login: string): void {
    this.#accounts.delete(login);
  }

  /** An account may do nothing, until it is let in again. */
  suspend(login: string, isSuspended = true): void {
    const { id } = this.account(login);
    if (isSuspended) this.#suspended.add(id);
    else this.#suspended.delete(id);
  }

  /** How an account shows beside what it did: as it is called now; null where it was deleted. */
  shown(account: Account | null): Account | null {
    return account === null ? null : this.byId(account.id);
  }

  permissionOf({ id }: Account): Permission {
    const now = this.byId(id);
    if (now === null || this.#suspended.has(id)) return "none";
    const byTeam = [...this.teams.values()]
      .filter(({ members }) => members.has(now.login))
      .map(({ permission }) => permission);
    const own = this.collaborators.get(now.login) ?? "none";
    return [own, ...byTeam].reduce((best, next) => (atLeast(next, best) ? next : best));
  }
}

export function atLeast(has: Permission, needs: Permission): boolean {
  return permissions.indexOf(has) >= permissions.indexOf(needs);
}
