import { machine, uses, type WorkflowsFor } from "./workflow.ts";

/** When a pull request has to be looked at again, and in the merge queue; `edited`: also when it is turned to another branch. */
export function pullRequests(branch: string): string {
  return `  pull_request:
    branches: [${JSON.stringify(branch)}]
    types: [opened, synchronize, reopened, ready_for_review, edited]
  merge_group:
    types: [checks_requested]`;
}

/** Judges a pull request with no power at all: it may run for a fork. */
export function checkWorkflow({ action, branch }: WorkflowsFor): string {
  return `# Shows what a pull request asks for and whether it may be. It reads, and proves nothing: its author may change this very
# file in it. What is given is proved again where it is applied.
name: brevet check

on:
${pullRequests(branch)}

permissions: {}

concurrency:
  group: brevet-check-\${{ github.event.pull_request.number || github.ref }}
  cancel-in-progress: true

jobs:
  check:
    name: brevet-check
    runs-on: ${machine}
    timeout-minutes: 10
    permissions:
      contents: read # main and the pull request's head, as git objects
      pull-requests: read # who opened it, who agreed
    steps:
      - name: Check
        ${uses(action)}
        with:
          mode: check
          token: \${{ github.token }}
`;
}
