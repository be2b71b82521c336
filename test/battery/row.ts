import type { Counts } from "./counts.ts";
import type { Place } from "./place/place.ts";

/** One line of the table: something that goes wrong, and what Brevet owes when it does. */
export interface Row {
  /** What goes wrong, in the table's words. */
  readonly name: string;
  /** What OpenBao 2.6.2 did where it was measured (docs/faults.md says how), or a dash. */
  readonly openBao: string;
  /** What Brevet owes, in words. */
  readonly limit: string;
  run(place: Place, counts: Counts): Promise<Measured | { readonly skipped: string }>;
}

/** What a row came to. */
export interface Measured {
  /** The figures, in words. */
  readonly figures: string;
  /** Promises that were broken, whatever the machine: no test passes with one. */
  readonly broken: readonly string[];
  /** Limits of time that were passed: only `npm run faults` judges by them, a test never does. */
  readonly slow: readonly string[];
}

/** Takes down what does not hold, and goes on. */
export class Findings {
  readonly broken: string[] = [];
  readonly slow: string[] = [];

  /** What must hold on every machine. */
  owe(isKept: boolean, otherwise: string): void {
    if (!isKept) this.broken.push(otherwise);
  }

  /** What must hold within so many milliseconds. */
  within(ms: number, limitMs: number, what: string): void {
    if (!(ms <= limitMs)) this.slow.push(`${what}: ${seconds(ms)}, and ${seconds(limitMs)} is the most`);
  }

  measured(figures: string): Measured {
    return { figures, broken: this.broken, slow: this.slow };
  }
}

/** Milliseconds as people read them. */
export function seconds(ms: number): string {
  return Number.isFinite(ms) ? `${(ms / 1000).toFixed(2)} s` : "never";
}
