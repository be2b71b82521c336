import { machine, uses, type WorkflowsFor } from "./workflow.ts";

/**
 * Looks again when somebody agreed, objected or was dismissed. With an App it has no power: that it ran is what the gate
 * waits for. With the built-in token it says it itself.
 */
export function approvalsWorkflow({ action, engine }: WorkflowsFor): string {
  const says = engine === null;
  return `# ${says ? "Says in the pull request what a review changed." : "Wakes the gate when a review changed something. It has no power."}
name: brevet approvals

on:
  pull_request_review:
    types: [submitted, edited, dismissed]

permissions: {}

concurrency:
  group: brevet-${says ? "comment" : "approvals"}-\${{ github.event.pull_request.number }}
  cancel-in-progress: false

jobs:
  approvals:
    name: brevet-approvals
${says ? "    # Work from a fork has a token that only reads.\n    if: github.event.pull_request.head.repo.full_name == github.repository\n" : ""}    runs-on: ${machine}
    timeout-minutes: 10
    permissions:
      contents: read # main and the pull request's head, as git objects
${says ? "      pull-requests: write # one comment\n      statuses: write # the status brevet" : "      pull-requests: read # who opened it, who agreed"}
    steps:
      - name: ${says ? "Say it" : "Check"}
        ${uses(action)}
        with:
          mode: ${says ? "comment" : "check"}
          token: \${{ github.token }}
`;
}
