import { cpSync, globSync, rmSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { PolicyTested } from "../../../src/core/report/people.ts";
import type { CheckReport } from "../../../src/core/report/report.ts";
import { describeWith, git, toolchain as installed } from "../../needs.ts";
import { sandbox, type Sandbox } from "../sandbox.ts";

const root = path.resolve(import.meta.dirname, "../../..");
const requests = globSync("requests/**/*.yaml", { cwd: root }).toSorted();

describeWith([git], "the repository's own access repository", () => {
  let box: Sandbox;
  beforeAll(async () => {
    box = sandbox();
    for (const part of ["brevet.yaml", "policies", "requests"]) {
      cpSync(path.join(root, part), path.join(box.folder, part), { recursive: true });
    }
    await box.git(["init", "--quiet"]);
    await box.git(["add", "--all"]);
    await box.git(["commit", "--quiet", "--message", "An example company"]);
  });
  afterAll(() => {
    box.remove();
  });

  it.each(requests)("%s passes check on its day, though there is no ledger yet", async (file) => {
    const day = path.basename(file).slice(0, 10);
    const ran = await box.brevet(["check", file, "--at", `${day}T12:00:00Z`, "--json"]);
    const report = JSON.parse(ran.out) as CheckReport;
    expect(report.problems).toEqual([]);
    expect(report.requests.flatMap(({ problems }) => problems)).toEqual([]);
    expect(["allowed", "pending"]).toContain(report.outcome);
    expect(ran.code).toBe(report.outcome === "allowed" ? 0 : 1);
  });

  it("judges all of a folder at once", async () => {
    const ran = await box.brevet(["check", "requests", "--at", "2026-11-24T12:00:00Z", "--json"]);
    const report = JSON.parse(ran.out) as CheckReport;
    expect(report.requests.map(({ path: file }) => file).toSorted()).toEqual(requests);
  });
});

describeWith([git], "the example organisations", () => {
  /** A work tree as whoever copies an example has it: the pack, and the example's files over it. */
  async function inExample(name: string, run: (box: Sandbox) => Promise<void>): Promise<void> {
    const box = sandbox();
    try {
      cpSync(path.join(root, "policies"), path.join(box.folder, "policies"), { recursive: true });
      for (const part of ["catalog", "own/data"])
        rmSync(path.join(box.folder, "policies", part), { recursive: true, force: true });
      cpSync(path.join(root, "docs/examples", name), box.folder, { recursive: true });
      await box.git(["init", "--quiet"]);
      await run(box);
    } finally {
      box.remove();
    }
  }

  it.each(["start-up", "bank"])("%s is an access repository, once the pack is beside it", async (name) => {
    await inExample(name, async (box) => {
      const ran = await box.brevet(["check", "requests", "--at", "2026-11-24T12:00:00Z", "--json"]);
      const report = JSON.parse(ran.out) as CheckReport;
      const asked = globSync("requests/**/*.yaml", { cwd: box.folder }).toSorted();
      expect(report.problems).toEqual([]);
      expect(report.requests.map(({ path: file }) => file).toSorted()).toEqual(asked);
      expect(report.requests.map(({ outcome }) => outcome)).not.toContain("invalid");
    });
  });

  describeWith([installed], "by policy test", () => {
    it.each(["start-up", "bank"])("%s comes to what its scenarios expect, and keeps the invariants", async (name) => {
      await inExample(name, async (box) => {
        const ran = await box.brevet(["policy", "test", "--runs", "500", "--json"]);
        const report = JSON.parse(ran.out) as PolicyTested;
        expect(report.scenarios.flatMap(({ name: title, wrong }) => wrong.map((what) => `${title}: ${what}`))).toEqual(
          [],
        );
        expect(report).toMatchObject({ ok: true, failed: [], problems: [], trial: { broken: [] } });
        const asked = globSync("requests/**/*.yaml", { cwd: box.folder });
        expect(report.scenarios.length).toBeGreaterThanOrEqual(asked.length);
      });
    });
  });
});
