import { execFile } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ExplainReport, RequestExplanation } from "../../../src/core/report/people.ts";
import { describeWith, git, sshKeygen, toolchain } from "../../needs.ts";

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, "../../..");

interface Manifest {
  readonly version: string;
  readonly bin: { readonly brevet: string };
  readonly dependencies: object;
  readonly optionalDependencies: object;
  readonly peerDependencies: object;
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
    for (const part of ["policies", "schemas", "LICENSE"])
      await cp(path.join(root, part), path.join(folder, part), { recursive: true });
  });

  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it("imports no package but those that it says it depends on, or finds where they are installed", () => {
    const { dependencies, optionalDependencies, peerDependencies } = manifest;
    const declared = Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies });
    const dist = path.join(folder, "dist");
    const imported = globSync("**/*.js", { cwd: dist, exclude: ["action/**"] }).flatMap((file) =>
      ts.preProcessFile(readFileSync(path.join(dist, file), "utf8")).importedFiles.map(({ fileName }) => fileName),
    );
    const packages = new Set(
      imported.flatMap((id) => /^(?!node:)(@[a-z0-9.-]+\/[a-z0-9.-]+|[a-z][a-z0-9.-]*)/.exec(id)?.[1] ?? []),
    );
    expect(packages).toContain("ajv");
    expect([...packages].filter((name) => !declared.includes(name))).toEqual([]);
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

  describeWith([git, sshKeygen, toolchain], "installed where there is neither opa nor Go", () => {
    const limit = "policies/own/ten_minutes/ten_minutes";
    let home: string;
    let access: string;
    let env: NodeJS.ProcessEnv;

    /** What a command answers with --json, and its exit code. */
    async function brevet(...words: readonly string[]): Promise<{ readonly code: number; readonly report: unknown }> {
      const main = path.join(home, "node_modules/brevet", manifest.bin.brevet);
      const cwd = access;
      const ended = await run(process.execPath, [main, ...words, "--json"], { cwd, env, maxBuffer: 1e8 }).catch(
        (error: unknown) => error as { readonly code: number; readonly stdout: string },
      );
      return { code: "code" in ended ? ended.code : 0, report: JSON.parse(ended.stdout) as unknown };
    }

    async function inGit(...words: readonly string[]): Promise<string> {
      return (await run("git", words, { cwd: access, env })).stdout.trim();
    }

    /** Packs what would be published and unpacks it where nothing else is; what it depends on is linked. */
    beforeAll(async () => {
      home = await mkdtemp(path.join(tmpdir(), "brevet-installed-"));
      const modules = path.join(home, "node_modules");
      await mkdir(modules);
      for (const name of await readdir(path.join(root, "node_modules")))
        if (!name.startsWith("brevet") && name !== ".bin")
          await symlink(path.join(root, "node_modules", name), path.join(modules, name));
      for (const [name, from] of [
        ["brevet", folder],
        ["brevet-toolchain", path.join(root, "toolchain")],
      ] as const) {
        const words = ["pack", "--ignore-scripts", "--silent", "--pack-destination", home];
        const { stdout } = await run("npm", words, { cwd: from });
        await mkdir(path.join(modules, name));
        const packed = path.join(home, stdout.trim());
        await run("tar", ["-xzf", packed, "--strip-components=1", "-C", path.join(modules, name)]);
      }
      const programs = path.join(home, "bin");
      await mkdir(programs);
      for (const name of ["git", "ssh-keygen", "sh"])
        await symlink((await run("which", [name])).stdout.trim(), path.join(programs, name));
      await run("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", path.join(home, "key")]);
      const settings = ["name = Alice", "email = alice@acme.example", `signingkey = ${path.join(home, "key.pub")}`];
      await writeFile(path.join(home, ".gitconfig"), `[user]\n\t${settings.join("\n\t")}\n`);
      env = { PATH: programs, HOME: home, GIT_CONFIG_NOSYSTEM: "1" };
      access = home;
      const begun = await brevet("init", "access");
      if (begun.code !== 0) throw new Error(JSON.stringify(begun.report));
      access = path.join(home, "access");
    }, 120_000);

    afterAll(() => rm(home, { recursive: true, force: true }));

    /** Asks for the door, and answers the request's id. */
    async function ask(): Promise<string> {
      const words = ["request", "playground/door:enter", "--for", "20m", "--reason", "Try the door once"];
      return ((await brevet(...words)).report as { readonly id: string }).id;
    }

    it("tries, compiles, explains and replays a rule that somebody just wrote", async () => {
      const first = await ask();
      await inGit("merge", "--quiet", "--no-ff", "--no-edit", `request/${first}`);
      expect(await brevet("apply")).toMatchObject({ code: 0, report: { admitted: [first] } });

      expect(await brevet("policy", "new", "ten_minutes")).toMatchObject({ code: 0 });
      for (const end of [".rego", "_test.rego"]) {
        const text = await readFile(path.join(access, `${limit}${end}`), "utf8");
        await writeFile(
          path.join(access, `${limit}${end}`),
          text.replaceAll("2592001", "601").replaceAll("2592000", "600"),
        );
      }
      expect(await brevet("policy", "fmt", "--check")).toMatchObject({ code: 0 });
      expect(await brevet("policy", "check")).toMatchObject({
        code: 0,
        report: { warnings: [{ path: `${limit}.rego`, code: "POLICY_LOCK_MISMATCH" }] },
      });
      expect(await brevet("policy", "test", "--runs", "20")).toMatchObject({
        code: 0,
        report: { ok: true, failed: [] },
      });
      expect(await brevet("policy", "build")).toMatchObject({
        code: 0,
        report: { written: expect.arrayContaining(["policies/policy.wasm", "policies/explain.wasm"]) as unknown },
      });

      const second = await ask();
      await inGit("checkout", "--quiet", `request/${second}`, "--", "requests");
      const { report } = await brevet("policy", "explain", `requests/${second}.yaml`);
      expect(report).toMatchObject({ ok: true, requests: [{ id: second, outcome: "denied" }] });
      const [{ rules }] = (report as ExplainReport).requests as [RequestExplanation];
      expect(rules?.find(({ rule }) => rule === "own.ten_minutes")).toMatchObject({
        outcome: "spoke",
        code: "TEN_MINUTES",
        clauses: [
          {
            steps: [
              {
                text: "input.request.seconds > _most",
                outcome: "held",
                values: [
                  { name: "_most", value: 600 },
                  { name: "input.request.seconds", value: 1200 },
                ],
              },
            ],
          },
        ],
      });

      expect(await brevet("policy", "replay")).toMatchObject({
        code: 0,
        report: { decisions: 1, changed: 1, outcomes: [{ was: "allowed", now: "denied", count: 1 }] },
      });
      expect(await brevet("policy", "replay", "--policy", "HEAD")).toMatchObject({ code: 0, report: { changed: 0 } });
      expect(await brevet("audit", "verify", "--decisions")).toMatchObject({
        code: 0,
        report: { ok: true, decisions: { replayed: 1 } },
      });
    }, 240_000);
  });

  it("brings the licences of what is put into it, and the programs that it starts", async () => {
    const cli = path.dirname(path.join(folder, manifest.bin.brevet));
    const licences = await readFile(path.join(cli, "LICENSES.txt"), "utf8");
    for (const name of ["yaml", "commander", "temporal-polyfill"])
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
