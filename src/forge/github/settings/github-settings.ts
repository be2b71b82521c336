import { brevetError } from "../../../core/problem/brevet-error.ts";
import { finding, type Finding } from "../../../core/problem/finding.ts";
import type { Clock } from "../../../ports/clock.ts";
import type { ForgeSettings } from "../../../ports/forge-settings.ts";
import { openClient, type GitHubPlace } from "../client.ts";
import { findApp } from "./app.ts";
import { checkActions } from "./check-actions.ts";
import { checkApp } from "./check-app.ts";
import { checkBranches } from "./check-branches.ts";
import { checkOrganisation } from "./check-organisation.ts";
import { checkOwners } from "./check-owners.ts";
import { checkRunners } from "./check-runners.ts";
import { checkSchedule, workflowsOf } from "./check-schedule.ts";
import { checkSecrets } from "./check-secrets.ts";
import { Look } from "./look.ts";
import { mend } from "./mend.ts";

/**
 * How GitHub is set up around the repository. A token that may see little says what it could not see.
 * engine: the repository whose workflows hold power, where it is another one (`owner/name`).
 */
export function gitHubSettings(at: GitHubPlace & { readonly engine: string | null }, clock: Clock): ForgeSettings {
  const client = openClient(at);
  const engine = at.engine === null ? client : openClient({ ...at, repository: at.engine });
  return {
    async checks(by, options) {
      const look = new Look(client, options);
      const shown = await look.one("the repository", "GET /repos/{owner}/{repo}");
      const id = shown?.get("id").number() ?? null;
      if (id !== null && id !== at.id) throw brevetError("FORGE_OTHER_REPOSITORY", { id, expected: at.id });
      const power = at.engine === null ? look : new Look(engine, options);
      const app = await findApp(look, by.config.forge.kind === "github" ? by.config.forge.merger : null);
      const workflows = await workflowsOf(power);
      const found: Finding[] = [
        ...(await checkBranches(look, by, app)),
        ...(await checkOwners(look, by)),
        ...(await checkActions(look)),
        ...(power === look ? [] : await checkActions(power)),
        ...(await checkSecrets(power, by)),
        ...(await checkSchedule(power, workflows, clock.now())),
        ...checkApp(look, by, app),
        ...(await checkOrganisation(look, by, clock.now())),
        ...(await checkRunners(power, by, workflows)),
      ];
      const unseen = [...new Set([...look.unseen, ...power.unseen])];
      return unseen.length === 0 ? found : [finding("GITHUB_UNSEEN", "forge", { what: unseen }, "warning"), ...found];
    },
    mend: (found, by, options) => mend(new Look(client, options), [...new Set(found.map(({ code }) => code))], by),
  };
}
