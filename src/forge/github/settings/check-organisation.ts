import { finding, type Finding } from "../../../core/problem/finding.ts";
import { formatInstant } from "../../../core/time/format-instant.ts";
import { after, type Instant } from "../../../core/time/instant.ts";
import type { SettledBy } from "../../../ports/forge-settings.ts";
import type { Look } from "./look.ts";
import { checkTeams } from "./check-teams.ts";

/** Minutes a month for private repositories, by plan, as GitHub sells them. */
const minutesOf: { readonly [plan: string]: number } = { free: 2000, team: 3000, enterprise: 50_000 };
const thirtyDays = 30 * 86_400;

/** Whether the organisation demands a second factor, has the teams that the catalog names, and minutes to run in. */
export async function checkOrganisation(look: Look, by: SettledBy, now: Instant): Promise<readonly Finding[]> {
  const shown = await look.one("the repository", "GET /repos/{owner}/{repo}");
  if (shown === null) return [];
  if (shown.get("owner", "type").text() !== "Organization") return [finding("GITHUB_PERSONAL", "forge", {}, "warning")];
  const { owner: org } = look.client;
  const told = await look.one("the organisation", "GET /orgs/{org}", { org });
  const demands = told?.get("two_factor_requirement_enabled").maybe((flag) => flag.flag());
  if (demands === null) look.miss("whether the organisation demands a second factor");
  const found = demands === false ? [finding("GITHUB_MFA_OPTIONAL", "forge", { org })] : [];
  const plan = told?.get("plan", "name").maybe((name) => name.text()) ?? "free";
  if (shown.get("private").flag()) found.push(...(await checkMinutes(look, plan, now)));
  return [...found, ...(await checkTeams(look, by))];
}

async function checkMinutes(look: Look, plan: string, now: Instant): Promise<readonly Finding[]> {
  const created = `>=${formatInstant(after(now, -thirtyDays)).slice(0, 10)}`;
  const answer = await look.one("how often workflows ran", "GET /repos/{owner}/{repo}/actions/runs", {
    created,
    per_page: 1,
  });
  const runs = answer?.get("total_count").number() ?? 0;
  const included = minutesOf[plan] ?? 0;
  return runs > included && included > 0
    ? [finding("GITHUB_MINUTES_SHORT", "forge", { runs, included }, "warning")]
    : [];
}
