import type { Problem } from "./problem.ts";

/** What reading or judging gave: a value, or every problem found. */
export type Result<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problems: readonly Problem[] };

/** A result that worked. */
export function succeed<Value>(value: Value): Result<Value> {
  return { ok: true, value };
}

/** A result that did not, with all that is wrong. */
export function fail(problems: readonly Problem[]): Result<never> {
  return { ok: false, problems };
}
