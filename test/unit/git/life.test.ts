import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openGit } from "../../../src/git/open-git.ts";
import { collect } from "../../fakes/collect.ts";
import { Repository } from "../../fakes/repository.ts";

const options = { signal: new AbortController().signal };

describe("opening and closing a clone", () => {
  let scratch: string;
  beforeEach(() => {
    scratch = mkdtempSync(join(tmpdir(), "brevet-life-"));
    vi.stubEnv("TMPDIR", scratch);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(scratch, { recursive: true });
  });

  it("leaves nothing behind, neither files nor processes", async () => {
    using repository = Repository.create();
    const head = repository.commit({ files: { a: "1" } });
    const before = new Set(readdirSync(scratch));
    const git = await openGit({ folder: repository.folder, remote: null, ...options });
    await git.read(head, ["a"], options);
    const opened = readdirSync(scratch).filter((name) => !before.has(name));
    expect(opened).toHaveLength(1);
    expect(processesIn(opened[0]!)).toBe(1);
    await git.close();
    await git.close();
    expect(readdirSync(scratch).filter((name) => !before.has(name))).toEqual([]);
    expect(processesIn(opened[0]!)).toBe(0);
  });

  it("leaves no files behind when a command ends without closing it", () => {
    using repository = Repository.create();
    const script = `
      const { openGit } = await import(${JSON.stringify(new URL("../../../src/git/open-git.ts", import.meta.url).href)});
      await openGit({ folder: ${JSON.stringify(repository.folder)}, remote: null, signal: new AbortController().signal });
      process.exit(3);`;
    const ran = spawnSync(process.execPath, ["--conditions=development", "--input-type=module", "-e", script]);
    expect(ran.status).toBe(3);
    expect(readdirSync(scratch).filter((name) => name.startsWith("brevet-git-"))).toEqual([]);
  });

  it("works from a folder below, a bare repository and a second work tree", async () => {
    using repository = Repository.create();
    using server = Repository.create({ bare: true });
    const head = repository.commit({ files: { a: "1" } });
    repository.git("worktree", "add", "--quiet", "--detach", join(repository.folder, "second"), "main");
    server.commit({ files: { a: "1" } });
    for (const folder of [join(repository.folder, "second"), join(repository.folder, ".git"), server.folder]) {
      const git = await openGit({ folder, remote: null, ...options });
      expect(await git.resolve("main", options)).toBe(head);
      expect((await git.read("HEAD", ["a"], options)).size).toBe(1);
      await git.close();
    }
  });

  it("reads repositories of SHA-256", async () => {
    using repository = Repository.create({ objectFormat: "sha256" });
    const head = repository.commit({ files: { "a/b": "1" } });
    const git = await openGit({ folder: repository.folder, remote: null, ...options });
    expect(head).toHaveLength(64);
    expect((await git.read(head, ["a/b"], options)).get("a/b")?.bytes).toEqual(Buffer.from("1"));
    expect((await collect(git.history(head, "", options))).flat().map(({ id }) => id)).toEqual([head]);
    expect(await git.publish("x", null, head, options)).toBe("published");
    expect(await git.publish("x", null, head, options)).toBe("moved");
    await git.close();
  });

  it("starts reading again after its process was killed", async () => {
    using repository = Repository.create();
    const head = repository.commit({ files: { a: "1" } });
    const git = await openGit({ folder: repository.folder, remote: null, ...options });
    await git.read(head, ["a"], options);
    for (const pid of pidsIn(readdirSync(scratch).find((name) => name.startsWith("brevet-git-"))!)) process.kill(pid);
    const again = async (): Promise<number> => (await git.read(head, ["a"], options).catch(() => new Map())).size;
    await expect.poll(again).toBe(1);
    await git.close();
  });

  it("cuts a file that is too large, one byte after what was asked for", async () => {
    using repository = Repository.create();
    const head = repository.commit({ files: { large: "x".repeat(1_000_000), small: "y", exact: "z".repeat(16) } });
    const git = await openGit({ folder: repository.folder, remote: null, ...options });
    const read = await git.read(head, ["large", "small", "exact"], { ...options, most: 16 });
    expect([...read.values()].map(({ bytes }) => bytes.length)).toEqual([17, 1, 16]);
    expect((await git.read(head, ["large"], options)).get("large")?.bytes).toHaveLength(1_000_000);
    await git.close();
  });

  it("stops a walk in the middle when it is told to", async () => {
    using repository = Repository.create();
    for (let at = 0; at < 3; at++) repository.commit({ files: { a: `${at}` } });
    const git = await openGit({ folder: repository.folder, remote: null, ...options });
    const stop = new AbortController();
    const walk = async (): Promise<void> => {
      for await (const _ of git.history(repository.tip("main")!, "", { signal: stop.signal }))
        stop.abort(new Error("enough"));
      stop.signal.throwIfAborted();
    };
    await expect(walk()).rejects.toThrow("enough");
    expect(await git.resolve("main", options)).toBe(repository.tip("main"));
    await git.close();
  });

  it("says that there is no repository, no git, or an old one", async () => {
    const open = (): Promise<unknown> => openGit({ folder: scratch, remote: null, ...options });
    await expect(open()).rejects.toMatchObject({ code: "GIT_NO_REPOSITORY" });
    const fake = join(scratch, "git");
    writeFileSync(fake, "#!/bin/sh\necho git version 2.37.9\n");
    chmodSync(fake, 0o755);
    vi.stubEnv("PATH", `${scratch}:${process.env["PATH"] ?? ""}`);
    await expect(open()).rejects.toMatchObject({ code: "GIT_TOO_OLD" });
    rmSync(fake);
    vi.stubEnv("PATH", scratch);
    await expect(open()).rejects.toMatchObject({ code: "GIT_ABSENT" });
  });

  it("reads no repository that belongs to somebody else", async () => {
    using repository = Repository.create();
    vi.stubEnv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1");
    vi.stubEnv("HOME", scratch);
    const opening = openGit({ folder: repository.folder, remote: null, ...options });
    await expect(opening).rejects.toMatchObject({ code: "GIT_NO_REPOSITORY" });
  });
});

function pidsIn(folder: string): readonly number[] {
  const lines = execFileSync("ps", ["-eo", "pid=,args="], { encoding: "utf8" }).split("\n");
  return lines.filter((line) => line.includes(folder)).map((line) => Number.parseInt(line, 10));
}

function processesIn(folder: string): number {
  return pidsIn(folder).length;
}
