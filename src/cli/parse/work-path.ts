import { isAbsolute, relative, resolve, sep } from "node:path";
import { brevetError } from "../../core/problem/brevet-error.ts";

/** A path as it was typed in a folder, from the root of the repository on, with slashes. */
export function workPath(root: string, cwd: string, typed: string): string {
  const path = relative(root, resolve(cwd, typed));
  if (path.startsWith("..") || isAbsolute(path)) throw brevetError("WORK_PATH_REFUSED", { path: typed });
  return path.split(sep).join("/");
}
