import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, "../../..");

interface Manifest {
  readonly version: string;
  readonly bin: { readonly brevet: string };
}

describe("the published package", () => {
  let folder: string;
  let manifest: Manifest;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "brevet-published-"));
    manifest = JSON.parse(await readFile(path.join(root, "package.json"), "utf8")) as Manifest;
    await cp(path.join(root, "package.json"), path.join(folder, "package.json"));
    await symlink(path.join(root, "node_modules"), path.join(folder, "node_modules"));
    const tsc = path.join(root, "node_modules/typescript/bin/tsc");
    const out = ["--outDir", path.join(folder, "dist"), "--incremental", "false", "--tsBuildInfoFile", "null"];
    await run(process.execPath, [tsc, "-p", path.join(root, "tsconfig.build.json"), ...out]);
  });

  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it("answers by its name, built, without a condition to set", async () => {
    const { NODE_OPTIONS: _options, ...env } = process.env;
    const { stdout } = await run(process.execPath, [path.join(folder, manifest.bin.brevet), "--version"], { env });
    expect(stdout).toContain(manifest.version);
  });

  it("begins its command as a script", async () => {
    const text = await readFile(path.join(folder, manifest.bin.brevet), "utf8");
    expect(text.split("\n")[0]).toBe("#!/usr/bin/env node");
  });

  it("resolves #sha256 to what is built", async () => {
    const program = `import("./dist/core/json/digest.js").then((m) => console.log(m.digestBytes("abc")))`;
    const { stdout } = await run(process.execPath, ["-e", program], { cwd: folder });
    expect(stdout.trim()).toBe("sha256-ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0");
  });
});
