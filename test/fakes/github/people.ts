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

  /** Whose token that is; tokens are `token-of-<login>`. */
  byToken(token: string): Account | null {
    return token.startsWith("token-of-") ? this.find(token.slice("token-of-".length)) : null;
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
  }

  permissionOf(account: Account): Permission {
    const byTeam = [...this.teams.values()]
      .filter(({ members }) => members.has(account.login))
      .map(({ permission }) => permission);
    const own = this.collaborators.get(account.login) ?? "none";
    return [own, ...byTeam].reduce((best, next) => (atLeast(next, best) ? next : best));
  }
}

export function atLeast(has: Permission, needs: Permission): boolean {
  return permissions.indexOf(has) >= permissions.indexOf(needs);
}
