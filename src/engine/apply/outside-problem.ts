import { BrevetError } from "../../core/problem/brevet-error.ts";
import type { Problem } from "../../core/problem/problem.ts";
import { fail, succeed, type Result } from "../../core/problem/result.ts";

/** What went wrong outside, as a problem to report; null where nothing did. Bugs are thrown on. */
export async function outsideProblem(call: () => Promise<unknown>): Promise<Problem | null> {
  const answer = await fromOutside(call);
  return answer.ok ? null : (answer.problems[0] ?? null);
}

/** What a call answers, or what went wrong outside. Bugs are thrown on. */
export async function fromOutside<T>(call: () => Promise<T>): Promise<Result<T>> {
  try {
    return succeed(await call());
  } catch (error) {
    if (!(error instanceof BrevetError)) throw error;
    return fail([{ code: error.code, severity: "error", message: error.message, next: error.next }]);
  }
}
