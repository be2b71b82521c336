import { brevetError } from "../../core/problem/brevet-error.ts";
import { askText } from "../ask/ask-text.ts";
import type { Session } from "../session.ts";

/** Why somebody orders something: as given, else asked for. It stands in the history for good. */
export async function reasonOption(session: Session, given: string | undefined): Promise<string> {
  if (given === undefined && !session.interactive)
    throw brevetError("ARGUMENT_MISSING", { what: "reason", form: '--reason "why it ends"' });
  const reason = given ?? (await askText(session, { message: "Why? (it stays in the history)", check: fault }));
  const wrong = fault(reason);
  if (wrong !== null) throw brevetError("ARGUMENT_INVALID", { what: "reason", value: reason, form: wrong });
  return reason;
}

const control = /[\u0000-\u001f]/;

function fault(reason: string): string | null {
  const fits = reason.trim().length >= 10 && reason.length <= 500 && !control.test(reason);
  return fits ? null : "10 to 500 characters on one line, no personal data";
}
