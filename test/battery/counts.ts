/** How often, and how long, each row does what it does. The one place that says so. */
export interface Counts {
  /** Runs that are killed while they give. */
  readonly kills: number;
  /** Logins that are overdue at once. */
  readonly overdue: number;
}

/** For `npm run faults`: what the figures in docs/faults.md stand for. */
export const full: Counts = { kills: 100, overdue: 200 };

/** For the tests: the same on a small scale. */
export const small: Counts = { kills: 2, overdue: 8 };
