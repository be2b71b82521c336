import type { State } from "./state.ts";

/** So many branches after the one that is named are looked at: whoever may push can make more than will ever be used. */
const most = 8;

/** The branch that is named, and those on which its history may have gone on. */
export function branchesFrom(branch: string): readonly string[] {
  return [branch, ...Array.from({ length: most }, (_, index) => `ledger/${numberOf(branch) + 1 + index}`)];
}

/** The branch under which a history is known outside: a roll-over does not change it, a recovery does. */
export function lineOf({ branch, rolled = [], recovered = 0 }: Line, configured: string): string {
  return rolled.find(({ seq }) => seq > recovered)?.from ?? branch ?? configured;
}

type Line = Pick<State, "branch" | "rolled" | "recovered">;

/** Where the end of a branch is kept that a recovery left. */
export function foreignBranch(branch: string): string {
  return `ledger-foreign/${numberOf(branch)}`;
}

function numberOf(branch: string): number {
  return Number(branch.slice("ledger/".length));
}
