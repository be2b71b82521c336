import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Clone } from "./find-clone.ts";
import { runGit, type GitPlace } from "./run-git.ts";

/** Packs from which on reading gets slow. */
const MANY = 50;

/**
 * Joins packs where there are many: every run of a resident engine leaves one. Git keeps them in sizes that double,
 * so this costs a few milliseconds a run. What fails here fails nothing else; the next run tries again.
 */
export async function tidy(clone: Clone, place: GitPlace, signal: AbortSignal): Promise<void> {
  if (clone.promisor !== null) return; // its packs say which objects were promised; a fresh clone is cheap
  const files = await readdir(join(clone.objects, "pack")).catch(() => []);
  if (files.filter((file) => file.endsWith(".pack")).length < MANY) return;
  await runGit(place, ["repack", "-d", "-q", "--geometric=2"], { signal, accept: [0, 1, 128] });
}
