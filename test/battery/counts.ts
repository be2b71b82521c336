/** How often, and how long, each row does what it does. The one place that says so. */
export interface Counts {
  /** People who can ask. */
  readonly crowd: number;
  /** Runs that are killed while they give. */
  readonly kills: number;
  /** Logins that are overdue at once. */
  readonly overdue: number;
  /** How long they last: as short as lets all be given before the first ends. */
  readonly leaseSeconds: number;
  /** How long the database is away: milliseconds. */
  readonly downMs: number;
  /** How long it stays frozen after the end: milliseconds. */
  readonly frozenMs: number;
  /** How long a few logins last, and how long the outside is broken after their end. */
  readonly fewSeconds: number;
  readonly troubleMs: number;
  /** How far an engine's clock is off, one after the other: seconds. */
  readonly clocksOff: readonly number[];
  /** Random schedules on fakes, and where they begin. */
  readonly schedules: number;
  readonly seed: number;
  /** Random schedules on real servers. */
  readonly realSchedules: number;
}

/** For `npm run faults`: what the figures in docs/faults.md stand for. */
export const full: Counts = {
  crowd: 200,
  kills: 100,
  overdue: 200,
  leaseSeconds: 120,
  downMs: 30_000,
  frozenMs: 20_000,
  fewSeconds: 40,
  troubleMs: 30_000,
  clocksOff: [-86_400, -3600, -90, 90, 3600, 86_400],
  schedules: 1000,
  seed: 1,
  realSchedules: 20,
};

/** For the tests: the same on a small scale. */
export const small: Counts = {
  crowd: 16,
  kills: 2,
  overdue: 6,
  leaseSeconds: 12,
  downMs: 3000,
  frozenMs: 1000,
  fewSeconds: 15,
  troubleMs: 3000,
  clocksOff: [-86_400, 86_400],
  schedules: 40,
  seed: 1,
  realSchedules: 1,
};
