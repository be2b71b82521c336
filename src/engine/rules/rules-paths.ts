/** Where rules are: these, and everything below them. */
export const rulesRoots: readonly string[] = ["brevet.yaml", "policies", ".github"];

/** Whether a path belongs to the rules: what accepts a change of it is the rules in force. */
export function isRulesPath(path: string): boolean {
  return path === "brevet.yaml" || path.startsWith("policies/") || path.startsWith(".github/");
}
