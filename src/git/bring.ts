import { brevetError } from "../core/problem/brevet-error.ts";
import type { ObjectId } from "../ports/git.ts";
import type { Remote } from "./remote.ts";

/** Branches with their heads. */
type Heads = ReadonlyMap<string, ObjectId>;

/** The most branches of patterns that one fetch brings; the rest comes with the next. Those named come always. */
const MOST = 1000;

/** Somebody may delete branches while they are fetched; so often the fetch begins anew. */
const TRIES = 3;

/**
 * Brings what is new of the branches asked for; answers which of them the remote has. `here`: what was brought
 * before. `drop`: takes away a branch as it was brought before.
 */
export async function bring(
  remote: Remote,
  patterns: readonly string[],
  here: Heads,
  { drop, signal }: { readonly drop: (branch: string) => Promise<unknown>; readonly signal: AbortSignal },
): Promise<Heads> {
  let there = await remote.list(patterns, signal);
  if (there.size === 0 && here.size > 0) await assertNotEmpty(remote, signal);
  for (let tries = 1; ; tries++) {
    const wanted = choose(there, here, patterns);
    for (const branch of inTheWay(wanted, here)) await drop(branch);
    try {
      await remote.bring(wanted, signal);
      return there;
    } catch (error) {
      const now = await remote.list(patterns, signal);
      if (tries === TRIES || wanted.every((branch) => now.has(branch))) throw error;
      there = now;
    }
  }
}

/** Tells whether a branch is the one named, or matches a pattern that ends in a star. */
export function matches(branch: string, pattern: string): boolean {
  return pattern.endsWith("/*") ? branch.startsWith(pattern.slice(0, -1)) : branch === pattern;
}

function choose(there: Heads, here: Heads, patterns: readonly string[]): readonly string[] {
  const fresh = [...there].filter(([branch, id]) => here.get(branch) !== id).map(([branch]) => branch);
  const named = fresh.filter((branch) => patterns.includes(branch));
  const others = fresh.filter((branch) => !patterns.includes(branch));
  return [...named, ...others.slice(0, MOST)];
}

/** A ref `orders` has no place beside `orders/x`: the remote has the one, so the other is an old story. */
function inTheWay(wanted: readonly string[], here: Heads): readonly string[] {
  const asked = new Set(wanted);
  const above = new Set(wanted.flatMap(foldersOf));
  return [...here.keys()].filter(
    (branch) => above.has(branch) || foldersOf(branch).some((folder) => asked.has(folder)),
  );
}

function foldersOf(branch: string): readonly string[] {
  const parts = branch.split("/");
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join("/"));
}

/** A repository that may not be read can look empty: one that had branches never is. */
async function assertNotEmpty(remote: Remote, signal: AbortSignal): Promise<void> {
  const all = await remote.list([], signal);
  if (all.size === 0) throw brevetError("GIT_REMOTE_EMPTY", { remote: remote.name });
}
