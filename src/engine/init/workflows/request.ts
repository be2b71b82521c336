import { mergingJob, type WorkflowsFor } from "./workflow.ts";

/** The fast lane: one job from a signed branch to access, for what nobody has to agree to and for emergencies. */
export function requestWorkflow(about: WorkflowsFor): string {
  return `# Takes a request whose signed branch is there all the way: pull request, judgement, merge, access. Who starts it says nothing:
# whoever signed the request asks. gh workflow run brevet-request.yml -f id=NAMESPACE/RESOURCE/DATE-NAME
name: brevet request

on:
  workflow_dispatch:
    inputs:
      id:
        description: The request's id, as brevet request says it
        required: true
        type: string

${mergingJob("request", "Request", about)}`;
}
