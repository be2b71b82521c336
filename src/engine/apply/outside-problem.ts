import { BrevetError } from "../../core/problem/brevet-error.ts";
import type { Problem } from "../../core/problem/problem.ts";

/** What went wrong outside, as a problem to report; null where nothing did. Bugs are thrown on. */
export async function outsideProblem(call: () => Promise<unknown>): Promise<Problem | null> {
  try {
    await call();
    return null;
  } catch (error) {
    if (!(error instanceof BrevetError)) throw error;
    return { code: error.code, severity: "error", message: error.message, next: error.next };
  }
}
