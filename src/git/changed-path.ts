import type { ChangedPath } from "../ports/git.ts";
import { toPathText } from "./path-text.ts";

const NONE = /^0+$/;

/**
 * Reads one entry of git's raw difference: `:100644 100755 <id> <id> M` and the path. A merge's entry against all of
 * its parents has a colon, a mode and an id for each; the first parent's count as the old ones.
 */
export function toChangedPath(entry: string, path: Buffer): ChangedPath {
  const parents = entry.lastIndexOf(":") + 1;
  const words = entry.slice(parents).split(" ");
  const [oldMode, newMode] = [present(words[0]), present(words[parents])];
  const [oldOid, newOid] = [present(words[parents + 1]), present(words[2 * parents + 1])];
  const status = oldMode === null ? "added" : newMode === null ? "removed" : "modified";
  return { path: toPathText(path), status, oldMode, newMode, oldOid, newOid };
}

function present(word: string | undefined): string | null {
  return word === undefined || NONE.test(word) ? null : word;
}
