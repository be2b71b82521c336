import { pullRequests } from "./check.ts";
import { machine, uses, type WorkflowsFor } from "./workflow.ts";

/** Says in the pull request what was judged: one comment, and the status that main demands. Merges nothing. */
export function commentWorkflow({ action, branch }: WorkflowsFor): string {
  return `# Says in the pull request what was judged: one comment, and the status brevet. Anybody who may write could set that
# status too; it gives nothing. For one that only the engine can set: brevet init --engine-repo.
name: brevet comment

on:
${pullRequests(branch)}

permissions: {}

concurrency:
  group: brevet-comment-\${{ github.event.pull_request.number || github.ref }}
  cancel-in-progress: false

jobs:
  comment:
    name: brevet-comment
    # Work from a fork has a token that only reads.
    if: github.event_name == 'merge_group' || github.event.pull_request.head.repo.full_name == github.repository
    runs-on: ${machine}
    timeout-minutes: 10
    permissions:
      contents: read # main and the pull request's head, as git objects
      pull-requests: write # one comment
      statuses: write # the status brevet
    steps:
      - name: Say it
        ${uses(action)}
        with:
          mode: comment
          token: \${{ github.token }}
`;
}
