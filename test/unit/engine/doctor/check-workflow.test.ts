import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { checkWorkflow } from "../../../../src/engine/doctor/check-workflow.ts";
import { workflows } from "../../../../src/engine/init/workflows/workflows.ts";

const root = resolve(import.meta.dirname, "../../../..");
const commit = "a".repeat(40);
const path = ".github/workflows/x.yml";
const codesOf = (text: string): string[] => checkWorkflow(path, Buffer.from(text)).map(({ code }) => code);

/** A workflow of one job with one step. */
function workflow(step: string, { on = "push", top = "permissions: {}\n", job = "" } = {}): string {
  return `on: ${on}\n${top}jobs:\n  one:\n    runs-on: ubuntu-24.04\n${job}    steps:\n      - ${step}\n`;
}

describe("S42 a workflow", () => {
  it.each([
    { name: "that holds to all of it", text: workflow(`uses: a/b@${commit} # v1`), codes: [] },
    { name: "with a step of this repository", text: workflow("uses: ./steps/one"), codes: [] },
    { name: "with an image by its digest", text: workflow(`uses: docker://a@sha256:${"0".repeat(64)}`), codes: [] },
    { name: "with a tag", text: workflow("uses: a/b@v4"), codes: ["WORKFLOW_UNPINNED"] },
    { name: "with part of a commit", text: workflow("uses: a/b@abcdef0"), codes: ["WORKFLOW_UNPINNED"] },
    {
      name: "with another's workflow by a branch",
      text: workflow("run: true", { job: "    uses: a/b/.github/workflows/c.yml@main\n" }),
      codes: ["WORKFLOW_UNPINNED"],
    },
    {
      name: "that runs for strangers",
      text: workflow("run: true", { on: "pull_request_target" }),
      codes: ["WORKFLOW_TARGET"],
    },
    {
      name: "that runs for strangers too",
      text: workflow("run: true", { on: "[push, pull_request_target]" }),
      codes: ["WORKFLOW_TARGET"],
    },
    {
      name: "that runs for some strangers",
      text: workflow("run: true", { on: "{ pull_request_target: { branches: [main] } }" }),
      codes: ["WORKFLOW_TARGET"],
    },
    { name: "that says nothing of rights", text: workflow("run: true", { top: "" }), codes: ["WORKFLOW_WIDE"] },
    {
      name: "with all rights",
      text: workflow("run: true", { top: "permissions: write-all\n" }),
      codes: ["WORKFLOW_WIDE"],
    },
    {
      name: "with a job of all rights",
      text: workflow("run: true", { job: "    permissions: write-all\n" }),
      codes: ["WORKFLOW_WIDE"],
    },
    {
      name: "with a title in a shell",
      text: workflow('run: echo "${{ github.event.pull_request.title }}"'),
      codes: ["WORKFLOW_INJECTED"],
    },
    {
      name: "with a branch in a shell",
      text: workflow("run: echo ${{ github.head_ref }}"),
      codes: ["WORKFLOW_INJECTED"],
    },
    {
      name: "with a title in a variable",
      text: workflow("{ run: 'echo $T', env: { T: '${{ github.event.pull_request.title }}' } }"),
      codes: [],
    },
    { name: "with a commit in a shell", text: workflow("run: echo ${{ github.sha }}"), codes: [] },
    { name: "that reads in two ways", text: "on: push\non: pull_request_target\n", codes: ["WORKFLOW_UNREAD"] },
    { name: "that is a list", text: "- on: push\n", codes: ["WORKFLOW_WIDE"] },
  ])("$name: $codes", ({ text, codes }) => {
    expect(codesOf(text)).toEqual(codes);
  });

  it("of this repository, and of those that init writes, holds to all of it", () => {
    const own = globSync(".github/workflows/*.yml", { cwd: root }).map((file) =>
      readFileSync(join(root, file), "utf8"),
    );
    const action = { repository: "brevet/brevet", commit, version: "v1" };
    const written = [null, "acme/access", "acme/engine"].flatMap((engine) => {
      const { access, engine: apart } = workflows({ action, branch: "main", access: "acme/access", engine });
      return [...access, ...apart].filter(([file]) => file.startsWith(".github/workflows/")).map(([, text]) => text);
    });
    expect(own.length).toBeGreaterThan(0);
    expect([...own, ...written].flatMap(codesOf)).toEqual([]);
  });
});
