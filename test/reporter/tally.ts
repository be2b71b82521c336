/** One test that was not run, and why. */
export interface Skip {
  readonly suite: string;
  readonly title: string;
  readonly why: string;
}

/** What a run did, suite by suite. */
export interface Tally {
  readonly suites: Readonly<
    Record<string, { readonly passed: number; readonly failed: number; readonly skipped: number }>
  >;
  readonly skips: readonly Skip[];
}

/** A test as the tally sees it. `module`: the file failed before its tests could be counted. */
export interface Outcome {
  readonly suite: string;
  readonly title: string;
  readonly state: "passed" | "failed" | "skipped";
  readonly note?: string | undefined;
}

/** Counts outcomes by suite. The reason of a skip is its note, or the `[needs …]` of its group. */
export function tally(outcomes: readonly Outcome[]): Tally {
  const suites: Record<string, { passed: number; failed: number; skipped: number }> = {};
  const skips: Skip[] = [];
  for (const { suite, title, state, note } of outcomes) {
    const count = (suites[suite] ??= { passed: 0, failed: 0, skipped: 0 });
    count[state] += 1;
    if (state === "skipped")
      skips.push({ suite, title, why: note ?? /\[needs (.*?)\]/.exec(title)?.[1] ?? "no reason given" });
  }
  return { suites, skips };
}

/** The sums over all suites. */
export function total({ suites }: Tally): { passed: number; failed: number; skipped: number } {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const { passed, failed, skipped } of Object.values(suites)) {
    sum.passed += passed;
    sum.failed += failed;
    sum.skipped += skipped;
  }
  return sum;
}

/** The end of a run, to read: a line a suite, then what was skipped, grouped by reason. */
export function toLines(run: Tally): string[] {
  const lines = Object.entries(run.suites).map(([suite, { passed, failed, skipped }]) =>
    [
      suite.padEnd(10),
      `${passed} passed`.padStart(14),
      `${failed} failed`.padStart(12),
      `${skipped} skipped`.padStart(13),
    ].join(""),
  );
  if (run.skips.length === 0) return [...lines, "Nothing was skipped."];
  const byReason = Object.entries(Object.groupBy(run.skips, (skip) => skip.why));
  return [
    ...lines,
    "Skipped:",
    ...byReason.flatMap(([why, skips = []]) => [
      `  ${skips.length} because of: ${why}`,
      ...skips.map((skip) => `    ${skip.suite} › ${skip.title}`),
    ]),
  ];
}
