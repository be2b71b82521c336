import type { Code, Params } from "./catalogue.ts";
import type { Problem } from "./problem.ts";
import { wordsOf } from "./words-of.ts";

/** A broken promise (a bug, a lost connection, a refused push): thrown, never returned. */
export class BrevetError extends Error {
  override readonly name = "BrevetError";
  readonly code: Code;
  readonly next: string;

  constructor(code: Code, message: string, next: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.next = next;
  }
}

/** The error of that code, worded by the catalogue. */
export function brevetError<C extends Code>(code: C, params: Params<C>, options?: ErrorOptions): BrevetError {
  const { summary, next } = wordsOf(code, params);
  return new BrevetError(code, summary, next, options);
}

/** The first of the problems that a part answered, for whoever has no answer of its own to put it into: to be thrown. */
export function thrown([first]: readonly Problem[]): BrevetError {
  if (first === undefined) throw new TypeError("nothing was wrong");
  return new BrevetError(first.code as Code, first.message, first.next);
}
