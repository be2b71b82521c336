import { execFile } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { describeWith, go } from "../../needs.ts";

const root = path.resolve(import.meta.dirname, "../../..");
const files = globSync(".github/{workflows,actions}/**/*.{yml,yaml}", { cwd: root }).toSorted();

interface Workflow {
  readonly on?: unknown;
  readonly permissions?: unknown;
  readonly jobs?: Readonly<Record<string, { readonly permissions?: unknown; readonly "timeout-minutes"?: number }>>;
}

function uses(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(uses);
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    key === "uses" && typeof value === "string" ? [value] : uses(value),
  );
}

describe("our workflows", () => {
  it("are found", () => {
    expect(files).toContain(path.join(".github", "workflows", "ci.yml"));
  });

  it.each(files)("S42 %s pins every action by commit", (file) => {
    const unpinned = uses(parse(readFileSync(path.join(root, file), "utf8"))).filter(
      (action) => !action.startsWith("./") && !/@[0-9a-f]{40}$/.test(action),
    );
    expect(unpinned).toEqual([]);
  });

  it.each(files)("S42 %s starts without rights, and never runs with those of the base", (file) => {
    const workflow = parse(readFileSync(path.join(root, file), "utf8")) as Workflow;
    expect(workflow.permissions).toEqual({});
    expect(JSON.stringify(workflow.on)).not.toMatch(/pull_request_target|workflow_run|issue_comment/);
  });

  it.each(files)("S42 %s puts no text from outside into a script", (file) => {
    const scripts = readFileSync(path.join(root, file), "utf8").matchAll(/^\s*(?:- )?run:.*\$\{\{.*$/gm);
    expect([...scripts].map(([line]) => line)).toEqual([]);
  });
});

describeWith([go], "actionlint", () => {
  it("S42 finds nothing in our workflows", async () => {
    const run = promisify(execFile)(process.execPath, [path.join(root, "scripts/tool.ts"), "actionlint"], {
      cwd: root,
    });
    await expect(run).resolves.toMatchObject({ stdout: "" });
  });
});
