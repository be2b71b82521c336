import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readEvent } from "../../../src/action/event.ts";

const folder = mkdtempSync(join(tmpdir(), "brevet-event-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const sha = "a".repeat(40);
const inQueue = `gh-readonly-queue/main/pr-7-${sha}`;
const nothing = { number: null, head: null, queued: null, form: {} };

async function read(payload: unknown): Promise<object> {
  const path = join(folder, "event.json");
  writeFileSync(path, JSON.stringify(payload));
  return readEvent({ GITHUB_EVENT_PATH: path, GITHUB_EVENT_NAME: "x" });
}

describe("an event", () => {
  it.each([
    { name: "of a pull request names it", payload: { pull_request: { number: 7 } }, expected: { number: 7 } },
    {
      name: "of a workflow before this one names its commit, and its pull request where there is one",
      payload: { workflow_run: { head_sha: sha, pull_requests: [{ number: 7 }] } },
      expected: { number: 7, head: sha },
    },
    {
      name: "of a fork's workflow names the commit alone",
      payload: { workflow_run: { head_sha: sha, pull_requests: [] } },
      expected: { head: sha },
    },
    {
      name: "of a merge queue names the pull request in it, and what the queue made of it",
      payload: { merge_group: { head_sha: sha, head_ref: `refs/heads/${inQueue}` } },
      expected: { number: 7, queued: sha },
    },
    {
      name: "of a workflow that ran for a merge queue names the same",
      payload: { workflow_run: { event: "merge_group", head_sha: sha, head_branch: inQueue, pull_requests: [] } },
      expected: { number: 7, head: sha, queued: sha },
    },
    {
      name: "of a fork's branch that bears the name of a queue's is about its own commit alone",
      payload: { workflow_run: { event: "pull_request", head_sha: sha, head_branch: inQueue, pull_requests: [] } },
      expected: { head: sha },
    },
    {
      name: "of a form gives its fields",
      payload: { inputs: { id: "a", dry: true } },
      expected: { form: { id: "a", dry: "true" } },
    },
    { name: "of the clock is about nothing", payload: { schedule: "* * * * *" }, expected: {} },
    {
      name: "that lies is about nothing",
      payload: { pull_request: { number: "7" }, merge_group: { head_ref: "refs/heads/pr-7-x", head_sha: "--help" } },
      expected: {},
    },
    { name: "that is no object is about nothing", payload: ["pull_request"], expected: {} },
  ])("$name", async ({ payload, expected }) => {
    expect(await read(payload)).toEqual({ name: "x", ...nothing, ...expected });
  });
});
