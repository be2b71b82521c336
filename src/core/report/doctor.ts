import type { Finding } from "../problem/finding.ts";

/** `brevet doctor --json`. */
export interface DoctorReport {
  /** Whether nothing worse than a warning was found. */
  readonly ok: boolean;
  readonly at: string;
  readonly findings: readonly Finding[];
  /** With `--fix`: codes of what was mended. */
  readonly mended: readonly string[];
}
