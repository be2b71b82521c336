import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { Clone } from "./clone.ts";
import { keepFile } from "./keep-file.ts";

/** By what a resident engine is known to others: its clone, for as long as that is there, and its process. */
export async function residentIdentity({ worktree }: Clone): Promise<{ installation: string; engine: string }> {
  const { text } = await keepFile(join(worktree.gitDirectory, "brevet", "installation"), () => `${randomUUID()}\n`);
  return { installation: text.trim(), engine: randomUUID() };
}
