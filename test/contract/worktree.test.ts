import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Worktree } from "../../src/ports/worktree.ts";
import { openWorktree } from "../../src/worktree/open-worktree.ts";

const options = { signal: AbortSignal.timeout(60_000) };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
let root: string;
let tree: Worktree;

function git(...args: readonly string[]): string {
  return execFileSync("git", args, { cwd: root, encoding: "utf8", stdio: ["pipe", "pipe", "ignore"] }).trim();
}

/** A commit of these files, on no branch. */
function commitOf(files: Readonly<Record<string, string>>, parent?: string): string {
  const entries = Object.entries(files).map(([path, text]) => {
    const blob = execFileSync("git", ["hash-object", "-w", "--stdin"], { cwd: root, input: text, encoding: "utf8" });
    return `100644 blob ${blob.trim()}\t${path}`;
  });
  const id = execFileSync("git", ["mktree"], { cwd: root, input: `${entries.join("\n")}\n`, encoding: "utf8" }).trim();
  const above = parent === undefined ? [] : ["-p", parent];
  return git("-c", "user.name=a", "-c", "user.email=a@b.example", "commit-tree", id, ...above, "-m", "x");
}

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "brevet-worktree-"));
  git("init", "--quiet", "--initial-branch=main");
  tree = await openWorktree(root, options);
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true });
});

it("writes, reads and lists plain files, ignored ones left out", async () => {
  await tree.write(new Map([["a/b.yaml", bytes("one")]]), { replace: false }, options);
  writeFileSync(join(root, ".gitignore"), "hidden\n");
  writeFileSync(join(root, "hidden"), "x");
  expect(await tree.read("a/b.yaml", options)).toEqual(bytes("one"));
  expect(await tree.read("a/none", options)).toBeNull();
  expect(await tree.list([""], options)).toEqual([".gitignore", "a/b.yaml"]);
  expect(await tree.list(["a"], options)).toEqual(["a/b.yaml"]);
});

it("lists what paths mean by the letter, whatever repository the environment names", async () => {
  const other = mkdtempSync(join(tmpdir(), "brevet-worktree-"));
  execFileSync("git", ["init", "--quiet", other]);
  vi.stubEnv("GIT_DIR", join(other, ".git"));
  vi.stubEnv("GIT_WORK_TREE", other);
  await tree.write(
    new Map(["a/1.yaml", "b/2.yaml", "c"].map((path) => [path, bytes(path)])),
    { replace: false },
    options,
  );
  expect(await tree.list(["a", "b/2.yaml", "none"], options)).toEqual(["a/1.yaml", "b/2.yaml"]);
  expect(await tree.list(["*", ":(top)"], options)).toEqual([]);
  expect((await openWorktree(root, options)).gitDirectory).toBe(tree.gitDirectory);
  rmSync(other, { recursive: true });
});

it("leaves a file that is there and differs, unless told to replace it", async () => {
  writeFileSync(join(root, "a"), "mine");
  const files = new Map([["a", bytes("theirs")]]);
  expect(await tree.write(files, { replace: false }, options)).toEqual({ kept: ["a"] });
  expect(readFileSync(join(root, "a"), "utf8")).toBe("mine");
  expect(await tree.write(files, { replace: true }, options)).toEqual({ kept: [] });
  expect(readFileSync(join(root, "a"), "utf8")).toBe("theirs");
});

it.each(["../outside", "/etc/hostname", "a/../../b", ".git/config", "link/x", ""])(
  "S02 touches no file outside the work tree: %j",
  async (path) => {
    symlinkSync(tmpdir(), join(root, "link"));
    await expect(tree.write(new Map([[path, bytes("x")]]), { replace: true }, options)).rejects.toMatchObject({
      code: "WORK_PATH_REFUSED",
    });
  },
);

it("follows no link when it reads", async () => {
  writeFileSync(join(root, "real"), "x");
  symlinkSync("real", join(root, "link"));
  expect(await tree.read("link", options)).toBeNull();
  expect(await tree.list([""], options)).toEqual(["real"]);
});

it("reads the person's settings and sets those of this clone", async () => {
  expect(await tree.setting("brevet.signingkey", options)).toBeNull();
  await tree.configure("brevet.signingkey", "~/k", options);
  expect(await tree.setting("brevet.signingkey", options)).toMatch(/^\/.*\/k$/);
});

it("tells the branch that is checked out, also where it has no commit", async () => {
  expect(await tree.currentBranch(options)).toBe("main");
  git("checkout", "--quiet", "--detach", commitOf({ a: "1" }));
  expect(await tree.currentBranch(options)).toBeNull();
});

it("brings files along where the branch is checked out, and only there", async () => {
  const first = commitOf({ a: "1" });
  const second = commitOf({ a: "1", b: "2" }, first);
  expect(await tree.advance("main", null, first, options)).toBe("advanced");
  expect(await tree.advance("aside", null, second, options)).toBe("advanced");
  expect(git("status", "--short")).toBe("");
  expect(await tree.read("b", options)).toBeNull();
  expect(await tree.advance("main", first, second, options)).toBe("advanced");
  expect(git("status", "--short")).toBe("");
  expect(await tree.read("b", options)).toEqual(bytes("2"));
});

it("moves no branch that is elsewhere, and touches no file then", async () => {
  const first = commitOf({ a: "1" });
  const second = commitOf({ a: "2" }, first);
  await tree.advance("main", null, second, options);
  expect(await tree.advance("main", null, first, options)).toBe("moved");
  expect(await tree.advance("main", first, second, options)).toBe("moved");
  expect(git("rev-parse", "main")).toBe(second);
  expect(git("status", "--short")).toBe("");
});

it("loses no change that is not committed", async () => {
  const first = commitOf({ a: "1" });
  const second = commitOf({ a: "1", b: "2", "c.txt": "3" }, first);
  await tree.advance("main", null, first, options);
  writeFileSync(join(root, "b"), "mine");
  mkdirSync(join(root, "other"));
  expect(await tree.advance("main", first, second, options)).toBe("dirty");
  expect(readFileSync(join(root, "b"), "utf8")).toBe("mine");
  expect(git("rev-parse", "main")).toBe(first);
});

it("tells of changes in the folders that are there, once for what comes together, and ends with the signal", async () => {
  mkdirSync(join(root, "policies/own"), { recursive: true });
  const stop = new AbortController();
  const changes = tree.changes(["policies", "absent"], stop)[Symbol.asyncIterator]();
  writeFileSync(join(root, "policies/a.rego"), "1");
  writeFileSync(join(root, "policies/own/b.rego"), "1");
  expect(await changes.next()).toEqual({ done: false, value: undefined });
  writeFileSync(join(root, "policies/own/b.rego"), "2");
  expect(await changes.next()).toEqual({ done: false, value: undefined });
  writeFileSync(join(root, "elsewhere"), "1");
  const none = changes.next();
  stop.abort();
  expect(await none).toEqual({ done: true, value: undefined });
});
