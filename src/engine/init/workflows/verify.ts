import { becomeApp, isApart, machine, token, uses, type WorkflowsFor } from "./workflow.ts";

/** Checks the whole history once a day, and leaves its digest where whoever rewrites the ledger cannot take it back. */
export function verifyWorkflow(about: WorkflowsFor): string {
  const elsewhere = isApart(about) ? `          repository: ${about.access}\n` : "";
  const permissions =
    about.engine === null
      ? `
      contents: read # the ledger
      statuses: write # its digest, on its last commit`
      : " {}";
  return `# Checks the whole history, and leaves its digest as a status of the ledger's last commit and in this run's summary.
name: brevet verify

on:
  schedule:
    - cron: 27 4 * * *
  workflow_dispatch:

permissions: {}

concurrency:
  group: brevet-verify
  cancel-in-progress: false

jobs:
  verify:
    name: brevet-verify
    if: github.ref == 'refs/heads/${about.branch}'
    runs-on: ${machine}
    timeout-minutes: 30
${about.engine === null ? "" : "    environment: brevet-engine\n"}    permissions:${permissions}
    steps:
${becomeApp(about, ["contents:read", "statuses:write"])}      - name: Verify
        ${uses(about.action)}
        with:
          mode: verify
          token: ${token(about)}
${elsewhere}          trust: \${{ vars.BREVET_TRUST }}
`;
}
