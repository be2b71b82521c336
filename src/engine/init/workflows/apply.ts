import {
  becomeApp,
  engineStep,
  environment,
  isApart,
  machine,
  oneAtATime,
  runsHere,
  type WorkflowsFor,
} from "./workflow.ts";

const rights = ["administration:read", "contents:write", "pull-requests:read"];

/** The reconcile when something came to main, and by hand. */
export function applyWorkflow(about: WorkflowsFor): string {
  const when = isApart(about)
    ? "  repository_dispatch:\n    types: [brevet-apply]"
    : `  push:\n    branches: [${JSON.stringify(about.branch)}]`;
  return `# Gives what was merged and proved, and takes away what is over. It believes main, the forge's API and the ledger.
name: brevet apply

on:
${when}
  workflow_dispatch:

permissions: {}

${oneAtATime}

${reconcile(about, "apply")}`;
}

/** The same reconcile by the clock: what a target does not end by itself is ended, and nothing that was missed is lost. */
export function expireWorkflow(about: WorkflowsFor): string {
  return `# Ends what is over, and finds what no event told of. Never on the hour, when GitHub starts late or not at all. On a target that
# ends access by itself it only tidies up; elsewhere a resident engine is on time to the second, and this is the net below it.
name: brevet expire

on:
  schedule:
    - cron: 3-58/5 * * * *
  workflow_dispatch:

permissions: {}

${oneAtATime}

${reconcile(about, "expire")}`;
}

function reconcile(about: WorkflowsFor, job: string): string {
  const permissions =
    about.engine === null
      ? `
      contents: write # reads main, writes the ledger
      pull-requests: read # proves again who agreed`
      : " {}";
  return `jobs:
  ${job}:
    name: brevet-${job}
    # The variable BREVET_ENGINE says that engines run in workflows; else one is resident elsewhere.
    if: github.ref == 'refs/heads/${about.branch}' && ${runsHere}
    runs-on: ${machine}
    timeout-minutes: 30
    environment: ${environment}
    permissions:${permissions}
      # For a target that takes OpenID Connect instead of a stored secret: id-token: write
    steps:
${becomeApp(about, rights)}${engineStep("Reconcile", "apply", about)}`;
}
