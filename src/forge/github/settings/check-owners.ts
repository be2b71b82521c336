import { finding, type Finding } from "../../../core/problem/finding.ts";
import type { SettledBy } from "../../../ports/forge-settings.ts";
import type { Look } from "./look.ts";

/** So many broken lines are told. */
const mostTold = 10;

/** Whether GitHub understands CODEOWNERS, knows everybody whom it names, and lets them own. */
export async function checkOwners(look: Look, { config }: SettledBy): Promise<readonly Finding[]> {
  const route = "GET /repos/{owner}/{repo}/codeowners/errors";
  const answer = await look.one("what GitHub makes of CODEOWNERS", route, { ref: config.branch });
  const errors = (answer?.get("errors").list() ?? []).map(
    (error) => `line ${error.get("line").number()}: ${error.get("kind").text()}`,
  );
  return errors.length === 0
    ? []
    : [finding("GITHUB_CODEOWNERS_BROKEN", "forge", { errors: errors.slice(0, mostTold) })];
}
