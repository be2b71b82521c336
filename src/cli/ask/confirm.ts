import { brevetError } from "../../core/problem/brevet-error.ts";
import type { Session } from "../session.ts";
import { prompting } from "./prompting.ts";

/** Lets a person agree to what was just shown; `yes` agrees beforehand. Without either nothing is done. */
export async function confirm(
  session: Session,
  question: { readonly message: string; readonly done: string; readonly yes: boolean },
): Promise<void> {
  if (question.yes) return;
  if (!session.interactive) throw brevetError("CONFIRMATION_MISSING", { action: question.done });
  const { default: ask } = await import("@inquirer/confirm");
  const agreed = await prompting(session, (context) => ask({ message: question.message, default: false }, context));
  if (!agreed) throw brevetError("NOT_CONFIRMED", { action: question.done });
}
