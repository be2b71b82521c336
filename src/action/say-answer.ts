import type { CallOptions } from "../ports/call-options.ts";
import type { Changes, OpenChange } from "../ports/changes.ts";
import { isSameAnswer } from "../views/markdown/check.ts";

/** Says the answer in the one comment, unless it stands there: nobody is told twice. */
export async function sayAnswer(
  changes: Changes,
  change: OpenChange,
  text: string,
  options: CallOptions,
): Promise<void> {
  if (change.said === null || !isSameAnswer(change.said.text, text)) await changes.say(change, text, options);
}
