import { finding, type Finding } from "../../../core/problem/finding.ts";
import type { SettledBy } from "../../../ports/forge-settings.ts";
import type { Answer } from "../answer.ts";
import type { Look } from "./look.ts";

/** Whether a workflow on any branch could read a secret: those of the repository, and of environments open to all. */
export async function checkSecrets(look: Look, { config }: SettledBy): Promise<readonly Finding[]> {
  const what = "which secrets there are";
  const names: string[] = [];
  for (const kind of ["secrets", "organization-secrets"]) {
    const answer = await look.one(what, `GET /repos/{owner}/{repo}/actions/${kind}`, { per_page: 100 });
    names.push(...(answer?.get("secrets").list() ?? []).map((secret) => secret.get("name").text()));
  }
  const found: Finding[] = [];
  const { repository } = look;
  if (names.length > 0) found.push(finding("GITHUB_SECRETS_WIDE", "secrets", { names, repository }));
  const answer = await look.one("which environments there are", "GET /repos/{owner}/{repo}/environments", {
    per_page: 100,
  });
  for (const environment of answer?.get("environments").maybe((list) => list.list()) ?? []) {
    const name = environment.get("name").text();
    if (await isForMainOnly(look, environment, config.branch)) continue;
    found.push(finding("GITHUB_ENVIRONMENT_OPEN", "secrets", { name, fix: mainOnly(repository, name, config.branch) }));
  }
  return found;
}

async function isForMainOnly(look: Look, environment: Answer, main: string): Promise<boolean> {
  const policy = environment.get("deployment_branch_policy");
  if (policy.isNull) return false;
  // Protected branches are those that some rule binds: whoever may write could make another one that a rule's pattern fits.
  if (!policy.get("custom_branch_policies").flag()) return false;
  const environment_name = environment.get("name").text();
  const route = "GET /repos/{owner}/{repo}/environments/{environment_name}/deployment-branch-policies";
  const answer = await look.one("which branches may use environments", route, { environment_name, per_page: 100 });
  const branches = (answer?.get("branch_policies").maybe((list) => list.list()) ?? []).map((one) =>
    one.get("name").text(),
  );
  return answer === null || (branches.length === 1 && branches[0] === main);
}

function mainOnly(repository: string, name: string, main: string): string {
  const path = `repos/${repository}/environments/${name}`;
  const policy = '{"deployment_branch_policy":{"protected_branches":false,"custom_branch_policies":true}}';
  return `gh api -X PUT ${path} --input - <<< '${policy}' && gh api -X POST ${path}/deployment-branch-policies -f name=${main}`;
}
