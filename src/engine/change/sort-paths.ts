import { problem, type Problem } from "../../core/problem/problem.ts";
import { requestIdOf } from "../../core/request/request-path.ts";
import type { ChangedPath, ObjectId } from "../../ports/git.ts";
import { isRulesPath } from "../rules/rules-paths.ts";

/** So many requests may come with one change. */
export const mostRequests = 100;

/** One request file that a change adds, edits or deletes. */
export interface ChangedRequest {
  readonly id: string;
  readonly path: string;
  readonly kind: "added" | "modified" | "removed";
  readonly oid: ObjectId | null;
}

/** A change's paths by what they are, and what is wrong with them as paths. */
export interface SortedPaths {
  readonly requests: readonly ChangedRequest[];
  readonly statements: readonly ChangedPath[];
  readonly rules: readonly ChangedPath[];
  readonly problems: readonly Problem[];
}

/** Sorts a change's paths. A change that touches requests may touch nothing else but statements. */
export function sortPaths(paths: readonly ChangedPath[]): SortedPaths {
  const problems: Problem[] = [];
  const requests: ChangedRequest[] = [];
  const touched = paths.filter((change) => change.path.startsWith("requests/"));
  for (const change of touched) {
    const id = requestIdOf(change.path);
    if (id === null) problems.push(problem("REQUEST_PATH", { path: change.path }, { path: change.path }));
    else if (change.newMode !== null && change.newMode !== "100644")
      problems.push(problem("REQUEST_MODE", { mode: change.newMode }, { path: change.path }));
    else requests.push({ id, path: change.path, kind: change.status, oid: change.newOid });
  }
  const added = requests.filter((request) => request.kind === "added").length;
  if (added > mostRequests) problems.unshift(problem("CHANGE_TOO_LARGE", { added, most: mostRequests }));
  const statements = paths.filter((change) => change.path.startsWith("statements/"));
  for (const change of statements)
    if (change.status !== "added") problems.push(problem("STATEMENT_CHANGED", {}, { path: change.path }));
  if (touched.length > 0)
    for (const change of paths)
      if (!change.path.startsWith("requests/") && !change.path.startsWith("statements/"))
        problems.push(problem("MIXED_CHANGE", { path: change.path }, { path: change.path }));
  return { requests, statements, rules: paths.filter((change) => isRulesPath(change.path)), problems };
}
