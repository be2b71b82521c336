import { finding, type Finding } from "../../../core/problem/finding.ts";
import type { Look } from "./look.ts";

/** The command after which workflows get what they ask for, and approve nothing. */
export function narrowToken(repository: string): string {
  return `gh api -X PUT repos/${repository}/actions/permissions/workflow -f default_workflow_permissions=read -F can_approve_pull_request_reviews=false`;
}

/** What workflows may do that say nothing of it, whose code they run, and who may read and copy the repository. */
export async function checkActions(look: Look): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  const { repository } = look;
  const what = "what workflows may do";
  const token = await look.one(what, "GET /repos/{owner}/{repo}/actions/permissions/workflow");
  const fix = narrowToken(repository);
  if (token?.get("default_workflow_permissions").text() === "write")
    found.push(finding("GITHUB_TOKEN_WRITES", "forge", { fix }));
  if (token?.get("can_approve_pull_request_reviews").flag() === true)
    found.push(finding("GITHUB_ACTIONS_APPROVE", "forge", { fix }));
  const actions = await look.one(what, "GET /repos/{owner}/{repo}/actions/permissions");
  const isOn = actions?.get("enabled").flag() === true;
  if (isOn && actions.get("sha_pinning_required").maybe((flag) => flag.flag()) !== true) {
    const pin = `gh api -X PUT repos/${repository}/actions/permissions -F enabled=true -f allowed_actions=${actions.get("allowed_actions").maybe((which) => which.text()) ?? "all"} -F sha_pinning_required=true`;
    found.push(finding("GITHUB_ACTIONS_UNPINNED", "forge", { fix: pin }, "warning"));
  }
  return [...found, ...(await checkReaders(look))];
}

async function checkReaders(look: Look): Promise<readonly Finding[]> {
  const { repository } = look;
  const shown = await look.one("the repository", "GET /repos/{owner}/{repo}");
  if (shown === null) return [];
  const isPublic = !shown.get("private").flag();
  const hide = `gh repo edit ${repository} --visibility private --accept-visibility-change-consequences`;
  const isForkable = shown.get("allow_forking").maybe((flag) => flag.flag()) === true;
  const fix = `gh api -X PATCH repos/${repository} -F allow_forking=false`;
  return [
    ...(isPublic ? [finding("GITHUB_PUBLIC", "forge", { fix: hide }, "warning")] : []),
    ...(isForkable && !isPublic ? [finding("GITHUB_FORKABLE", "forge", { fix }, "warning")] : []),
  ];
}
