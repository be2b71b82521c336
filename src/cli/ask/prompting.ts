import { brevetError } from "../../core/problem/brevet-error.ts";
import type { Session } from "../session.ts";

/** What a prompt is given: standard error, because standard output holds the result alone, and the way to stop it. */
interface PromptContext {
  readonly output: NodeJS.WritableStream;
  readonly signal: AbortSignal;
}

/** Asks; a person who leaves the prompt has done nothing wrong, and nothing was done. */
export async function prompting<Answer>(
  session: Session,
  ask: (context: PromptContext) => Promise<Answer>,
): Promise<Answer> {
  try {
    return await ask({ output: process.stderr, signal: session.signal });
  } catch (cause) {
    if (cause instanceof Error && cause.name === "ExitPromptError") {
      throw brevetError("NOT_CONFIRMED", { action: "done" }, { cause });
    }
    throw cause;
  }
}
