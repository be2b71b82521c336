import type { PruneReport } from "../../core/report/people.ts";
import { visible } from "./visible.ts";

/** Which files a change deletes, and how it comes to main. */
export function pruneText({ removed, branch }: PruneReport): string {
  if (branch === null) return "No file of an ended request is left.\n";
  const files = removed.map((path) => `  ${visible(path)}\n`).join("");
  return `${visible(branch)} deletes:\n${files}  Next: have it reviewed, and merge it (git merge --no-ff ${visible(branch)}).\n`;
}
