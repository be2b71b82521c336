import type { SettledBy } from "../../../ports/forge-settings.ts";
import type { Look } from "./look.ts";
import { historyRuleset } from "./rulesets.ts";

/** What may be set without asking anybody: it takes nothing away that people or workflows of Brevet need. */
const mends: {
  readonly [code: string]: (
    look: Look,
    by: SettledBy,
  ) => readonly [route: string, parameters: { readonly [name: string]: unknown }];
} = {
  GITHUB_REWINDABLE: (_, { config }) => ["POST /repos/{owner}/{repo}/rulesets", { ...historyRuleset(config.branch) }],
  GITHUB_TOKEN_WRITES: narrow,
  GITHUB_ACTIONS_APPROVE: narrow,
  GITHUB_FORKABLE: () => ["PATCH /repos/{owner}/{repo}", { allow_forking: false }],
};

function narrow(): readonly [string, { readonly [name: string]: unknown }] {
  return [
    "PUT /repos/{owner}/{repo}/actions/permissions/workflow",
    { default_workflow_permissions: "read", can_approve_pull_request_reviews: false },
  ];
}

/** Mends what may be mended so; answers the codes. */
export async function mend(look: Look, codes: readonly string[], by: SettledBy): Promise<readonly string[]> {
  const mended: string[] = [];
  for (const code of codes) {
    const [route, parameters] = mends[code]?.(look, by) ?? [];
    if (route === undefined || parameters === undefined) continue;
    if ((await look.one("that it is set", route, parameters)) !== null) mended.push(code);
  }
  return mended;
}
