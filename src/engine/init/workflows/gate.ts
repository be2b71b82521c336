import { isApart, mergingJob, type WorkflowsFor } from "./workflow.ts";

/** Judges, asks, merges and gives, as the App. It takes nothing from the run that woke it but which commit to look at. */
export function gateWorkflow(about: WorkflowsFor): string {
  const wake = isApart(about)
    ? `  repository_dispatch:
    types: [brevet]
  schedule:
    - cron: 1-56/5 * * * *`
    : `  workflow_run: # zizmor: ignore[dangerous-triggers] runs main's file, checks nothing out, reads no artifact
    workflows: [brevet check, brevet approvals]
    types: [completed]
  schedule:
    - cron: 13,43 * * * *`;
  return `# Judges open pull requests, asks who has to agree, merges what is allowed, and gives it. It runs main's own copy of this file,
# holds the App's key, and believes nothing of a pull request but what it proves.
name: brevet gate

on:
${wake}
  workflow_dispatch:

${mergingJob("gate", "Gate", about)}`;
}
