import type { Code, Params } from "./catalogue.ts";
import { wordsOf } from "./words-of.ts";

/** Where something is wrong: a path of the repository, a line and a column (both from 1). */
export interface Place {
  readonly path?: string;
  readonly line?: number;
  readonly column?: number;
}

/** One thing that is wrong, in the form every view shows. */
export interface Problem extends Place {
  readonly code: string;
  readonly severity: "error" | "warning";
  readonly message: string;
  readonly next: string;
}

/** The problem of that code, worded by the catalogue. */
export function problem<C extends Code>(
  code: C,
  params: Params<C>,
  place: Place = {},
  severity: Problem["severity"] = "error",
): Problem {
  const { summary, next } = wordsOf(code, params);
  return { code, severity, message: summary, next, ...place };
}

/** Whether a problem stands in the way; a warning does not. */
export function isError({ severity }: Problem): boolean {
  return severity === "error";
}
