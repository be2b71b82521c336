import type { Words } from "../words.ts";

/** Codes of the GitHub Action: what a workflow gave it. */
export const actionCodes = {
  INPUT_INVALID: (p: { input: string; value: string; form: string }): Words => ({
    summary: `The input ${p.input} is ${p.value === "" ? "missing" : `no ${p.input}: ${p.value}`}.`,
    next: `Write ${p.form} under with: in the workflow.`,
  }),
  EVENT_NO_CHANGE: (p: { mode: string; event: string }): Words => ({
    summary: `There is nothing to ${p.mode}: the event ${p.event} is about no pull request.`,
    next: "Run the workflow on pull_request, pull_request_review or merge_group, or name one in the input pull-request.",
  }),
  FORGE_NO_REVIEWS: (_: object): Words => ({
    summary: "The configuration on main names no GitHub repository, so there are no pull requests to look at.",
    next: "Put forge: {kind: github, repository: …, id: …} into brevet.yaml, or use the mode apply alone.",
  }),
} as const;
