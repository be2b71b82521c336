import type { Removal } from "./removals.ts";

/** The text of the file without that protection. Throws where what is to be replaced does not stand there exactly once. */
export function remove(text: string, { file, from, to }: Pick<Removal, "file" | "from" | "to">): string {
  const parts = text.split(from);
  if (parts.length !== 2) throw new Error(`${file} holds ${parts.length - 1} times, not once: ${from}`);
  return parts.join(to);
}
