import { cpSync, globSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { parse } from "yaml";
import type { PolicyTested } from "../../../src/core/report/people.ts";
import type { CheckReport } from "../../../src/core/report/report.ts";
import type { Scenarios } from "../../../src/core/report/scenario-schema.ts";
import { describeWith, git, toolchain } from "../../needs.ts";
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

describeWith([git], "an example organisation", () => {
  const organisations = ["start-up", "bank"] as const;
  const boxes = new Map<string, Sandbox>();
  /** Its files, with the pack beside them. */
  beforeAll(async () => {
    for (const name of organisations) {
      const box = sandbox();
      boxes.set(name, box);
      cpSync(path.join(root, "policies"), path.join(box.folder, "policies"), { recursive: true });
      for (const part of ["catalog", "own/data"])
        rmSync(path.join(box.folder, "policies", part), { recursive: true, force: true });
      cpSync(path.join(root, "docs/examples", name), box.folder, { recursive: true });
      await box.git(["init", "--quiet"]);
    }
  });
  afterAll(() => {
    for (const box of boxes.values()) box.remove();
  });
  const boxOf = (name: string): Sandbox => boxes.get(name) ?? sandbox();
  const requestsOf = (name: string): readonly string[] =>
    globSync("requests/**/*.yaml", { cwd: boxOf(name).folder }).toSorted();

  it.each(organisations)("is an access repository, once the pack is beside it: %s", async (name) => {
    const ran = await boxOf(name).brevet(["check", "requests", "--at", "2026-11-24T12:00:00Z", "--json"]);
    const report = JSON.parse(ran.out) as CheckReport;
    expect(report.problems).toEqual([]);
    expect(report.requests.map(({ path: file }) => file).toSorted()).toEqual(requestsOf(name));
    expect(report.requests.map(({ outcome }) => outcome)).not.toContain("invalid");
  });

  it.each(organisations)("has a scenario of each of its requests: %s", (name) => {
    const told = globSync("test/scenario/*.yaml", { cwd: boxOf(name).folder }).flatMap((file) =>
      Object.values(parse(readFileSync(path.join(boxOf(name).folder, file), "utf8")) as Scenarios),
    );
    const ids = new Set(told.map(({ request }) => `requests/${request.id}.yaml`));
    expect(requestsOf(name).filter((file) => !ids.has(file))).toEqual([]);
  });

  describeWith([toolchain], "once its rules are compiled", () => {
    it.each(organisations)("comes to what its scenarios say, and keeps the invariants: %s", async (name) => {
      const ran = await boxOf(name).brevet(["policy", "test", "--runs", "200", "--json"]);
      const report = JSON.parse(ran.out) as PolicyTested;
      expect(report.scenarios.filter(({ passed }) => !passed)).toEqual([]);
      expect(report).toMatchObject({ ok: true, failed: [], problems: [], trial: { broken: [] } });
      expect(report.scenarios.length).toBeGreaterThan(10);
    });
  });
});
