import { BrevetError } from "../core/problem/brevet-error.ts";
import type { Problem } from "../core/problem/problem.ts";
import { problemsText } from "../views/text/problems.ts";
import { visible } from "../views/text/visible.ts";
import { exitCode, exitCodeOf } from "./exit-code.ts";
import { interruptedCode } from "./io.ts";
import type { Session } from "./session.ts";

const where = "the project's issue tracker";

/** Says why a command could not do what it was asked, and answers how it ends. */
export function showProblems(problems: readonly Problem[], session: Session): number {
  if (session.json) session.show({ ok: false, problems }, () => "");
  else session.err(problemsText(problems, session.paint));
  const codes = problems.filter((problem) => problem.severity === "error").map((problem) => exitCodeOf(problem.code));
  return Math.max(exitCode.refused, ...codes);
}

/** The same for what was thrown: a promise that was broken, an interrupt, or a bug of ours. */
export function showError(error: unknown, session: Session): number {
  if (session.signal.aborted) {
    session.err("Interrupted. It is safe to run this again.\n");
    return interruptedCode;
  }
  if (error instanceof BrevetError) {
    return showProblems([{ code: error.code, severity: "error", message: error.message, next: error.next }], session);
  }
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  if (session.json)
    session.show(
      { ok: false, problems: [{ code: "INTERNAL", severity: "error", message, next: `Report it in ${where}.` }] },
      () => "",
    );
  session.err(
    `Internal error: ${visible(message)}. Please report it in ${where}, with the output of BREVET_DEBUG=1.\n`,
  );
  if (session.env["BREVET_DEBUG"] === "1" && error instanceof Error) session.err(`${error.stack ?? ""}\n`);
  return exitCode.internal;
}
