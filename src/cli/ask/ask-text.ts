import type { Session } from "../session.ts";
import { prompting } from "./prompting.ts";

/** A line that a person types; asked again until `check` says nothing against it. */
export async function askText(
  session: Session,
  question: { readonly message: string; readonly preset?: string; readonly check?: (text: string) => string | null },
): Promise<string> {
  const { default: input } = await import("@inquirer/input");
  return await prompting(session, (context) =>
    input(
      {
        message: question.message,
        ...(question.preset === undefined ? {} : { default: question.preset }),
        validate: (text) => question.check?.(text) ?? true,
      },
      context,
    ),
  );
}
