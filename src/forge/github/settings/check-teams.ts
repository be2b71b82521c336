import type { Catalog, Team } from "../../../core/catalog/catalog.ts";
import { finding, type Finding } from "../../../core/problem/finding.ts";
import type { SettledBy } from "../../../ports/forge-settings.ts";
import type { Answer } from "../answer.ts";
import type { Look } from "./look.ts";

/** Whether the teams that CODEOWNERS names are there, and hold whom the catalog says. */
export async function checkTeams(look: Look, { catalog }: SettledBy): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  for (const team of Object.values(catalog.teams)) {
    const [org, slug] = team.github?.split("/") ?? [];
    if (team.github === null || org === undefined || slug === undefined) continue;
    const what = `who is in ${team.github}`;
    const members = await look.all(what, "GET /orgs/{org}/teams/{team_slug}/members", { org, team_slug: slug });
    if (members !== null) found.push(...compare(catalog, team, team.github, members.map(toMember)));
    else if (look.isAbsent(what))
      found.push(finding("GITHUB_TEAM_AWAY", "rules", { team: team.id, github: team.github }));
  }
  return found;
}

interface Member {
  readonly id: number;
  readonly login: string;
}

function toMember(member: Answer): Member {
  return { id: member.get("id").number(), login: member.get("login").text() };
}

function compare({ people }: Catalog, team: Team, github: string, there: readonly Member[]): readonly Finding[] {
  const here = team.members.map((id) => ({ id, account: people[id]?.github?.id ?? null }));
  const more = there.filter(({ id }) => here.every(({ account }) => account !== id)).map(({ login }) => login);
  const missing = here.filter(({ account }) => there.every(({ id }) => id !== account)).map(({ id }) => id);
  if (more.length + missing.length === 0) return [];
  return [finding("GITHUB_TEAM_OTHER", "rules", { team: team.id, github, more, missing }, "warning")];
}
