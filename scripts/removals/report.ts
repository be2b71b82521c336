/** The part of vitest's JSON report that is read here. */
export interface TestReport {
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

/** What those tests came to. */
export interface Came {
  readonly passed: readonly string[];
  /** Those that failed at what they assert, or because something was not as they need it. */
  readonly failed: readonly string[];
  /** Those that show only that the changed code cannot run. */
  readonly broken: readonly string[];
}

/** Sorts the tests of a run. One that fails because the edit is no program proves nothing. */
export function sortTests({ testResults }: TestReport): Came {
  const ran = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status !== "skipped");
  const isBroken = ({ failureMessages }: (typeof ran)[number]): boolean =>
    failureMessages.some((message) => /^(?:Reference|Syntax|Type)Error\b/.test(message));
  const failed = ran.filter(({ status }) => status === "failed");
  return {
    passed: ran.filter(({ status }) => status === "passed").map(({ fullName }) => fullName),
    failed: failed.filter((test) => !isBroken(test)).map(({ fullName }) => fullName),
    broken: failed.filter(isBroken).map(({ fullName }) => fullName),
  };
}
