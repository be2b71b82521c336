import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
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
    await run(process.execPath, [path.join(root, "scripts/bundle.ts"), "--out", path.join(folder, "dist")]);
    for (const part of ["policies", "schemas"]) await symlink(path.join(root, part), path.join(folder, part));
  });

  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it("answers by its name, built, without a condition to set", async () => {
    const { NODE_OPTIONS: _options, ...env } = process.env;
    const { stdout } = await run(process.execPath, [path.join(folder, manifest.bin.brevet), "--version"], { env });
    expect(stdout).toContain(manifest.version);
  });

  it("judges a request, built", async () => {
    const request = "requests/payments/customers-db/2026-11-22-alice.yaml";
    const words = [path.join(folder, manifest.bin.brevet), "check", request, "--at", "2026-11-22T12:00:00Z"];
    const judged = await run(process.execPath, words, { cwd: root }).catch((error: unknown) => error);
    expect(judged).toMatchObject({ code: 1, stderr: "", stdout: expect.stringContaining("OWNER_AGREES") as string });
  });

  it("begins an access repository, built", async () => {
    const home = path.join(folder, "home");
    await mkdir(home);
    await run("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", path.join(home, "key")]);
    const words = [path.join(folder, manifest.bin.brevet), "init", "access", "--forge", "plain"];
    const settings = {
      "user.name": "a",
      "user.email": "a@acme.example",
      "user.signingkey": path.join(home, "key.pub"),
    };
    const config = Object.entries(settings).flatMap(([key, value]) => `[user]\n\t${key.slice(5)} = ${value}\n`);
    await writeFile(path.join(home, ".gitconfig"), config.join(""));
    const { stdout } = await run(process.execPath, words, {
      cwd: home,
      env: { PATH: process.env["PATH"], HOME: home, GIT_CONFIG_NOSYSTEM: "1" },
    });
    expect(stdout).toContain("is an access repository");
  });

  it("brings the licences of what is put into it, and the programs that it starts", async () => {
    const cli = path.dirname(path.join(folder, manifest.bin.brevet));
    const licences = await readFile(path.join(cli, "LICENSES.txt"), "utf8");
    for (const name of ["yaml", "commander", "temporal-polyfill", "@open-policy-agent/opa-wasm"])
      expect(licences).toMatch(new RegExp(`^${name} \\d`, "m"));
    expect(await readdir(cli)).toEqual(expect.arrayContaining(["child.js", "judging-thread.js"]));
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
