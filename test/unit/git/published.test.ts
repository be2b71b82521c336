import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { openGit } from "../../../src/git/open-git.ts";
import type { Git } from "../../../src/ports/git.ts";
import { Repository } from "../../fakes/repository.ts";

const options = { signal: new AbortController().signal };
const absent = "1".repeat(40);

/** A server, and a clone of it that is opened. */
async function setUp(
  ...cloning: readonly string[]
): Promise<AsyncDisposable & { server: Repository; clone: Repository; git: Git; head: string }> {
  const server = Repository.create({ bare: true });
  const head = server.commit({ files: { a: "1" } });
  const clone = server.clone(...cloning);
  const git = await openGit({ folder: clone.folder, remote: "origin", ...options });
  return {
    server,
    clone,
    git,
    head,
    async [Symbol.asyncDispose]() {
      await git.close();
      clone[Symbol.dispose]();
      server[Symbol.dispose]();
    },
  };
}

function hook(repository: Repository, folder: string, script: string): void {
  mkdirSync(join(repository.folder, folder, ".."), { recursive: true });
  writeFileSync(join(repository.folder, folder), `#!/bin/sh\n${script}\n`);
  chmodSync(join(repository.folder, folder), 0o755);
}

async function next(git: Git, parent: string): Promise<string> {
  const author = { name: "Brevet", email: "brevet@acme.example", at: 0 as never };
  const [id] = await git.importCommits(
    parent,
    [{ files: new Map([["a", Buffer.from(`${Math.random()}`)]]), message: "x\n", author }],
    options,
  );
  return id!;
}

describe("fetch", () => {
  afterEach(() => vi.unstubAllEnvs());

  it("S80 never takes a remote that does not answer for a missing branch", async () => {
    await using world = await setUp();
    const { git, server, head } = world;
    await git.fetch(["main"], options);
    rmSync(server.folder, { recursive: true });
    await expect(git.fetch(["main", "ledger/1"], options)).rejects.toMatchObject({ code: "GIT_REMOTE_FAILED" });
    expect(await git.head("main", options)).toBe(head);
  });

  it("S80 never takes a remote that shows nothing for one whose branches are gone", async () => {
    await using world = await setUp();
    const { git, server, head } = world;
    server.git("config", "transfer.hideRefs", "refs/heads");
    await expect(git.fetch(["main"], options)).rejects.toMatchObject({ code: "GIT_REMOTE_EMPTY" });
    expect(await git.head("main", options)).toBe(head);
  });

  it("S80 notices a branch that is really gone, while others are there", async () => {
    await using world = await setUp();
    const { git, server } = world;
    server.commit({ branch: "ledger/1", files: { b: "1" } });
    await git.fetch(["main", "ledger/1"], options);
    server.git("update-ref", "-d", "refs/heads/ledger/1");
    await git.fetch(["main", "ledger/1"], options);
    expect(await git.head("ledger/1", options)).toBeNull();
  });

  it("accepts a remote that is still empty", async () => {
    using server = Repository.create({ bare: true });
    using clone = server.clone();
    const git = await openGit({ folder: clone.folder, remote: "origin", ...options });
    await git.fetch(["main", "orders/*"], options);
    expect(await git.head("main", options)).toBeNull();
    expect(await git.publish("main", null, await firstOf(git), options)).toBe("published");
    await git.close();
  });

  it("brings no tag, and no branch that was not asked for", async () => {
    await using world = await setUp();
    const { git, server, clone } = world;
    server.commit({ branch: "x/main", files: { a: "2" } });
    server.commit({ branch: "refs/heads/main", files: { a: "3" } });
    server.git("tag", "v1", "main");
    await git.fetch(["main"], options);
    expect(clone.git("for-each-ref", "--format=%(refname)", "refs/tags")).toBe("");
    expect(await git.head("x/main", options)).toBeNull();
  });

  it("S83 is not blocked by a branch that was once named like the folder of others", async () => {
    await using world = await setUp();
    const { git, server, clone, head } = world;
    for (const name of ["orders", "ledger/1/x"]) server.commit({ branch: name, parents: [head], files: { x: name } });
    clone.git("fetch", "--quiet");
    for (const name of ["orders", "ledger/1/x"]) server.git("update-ref", "-d", `refs/heads/${name}`);
    const order = server.commit({ branch: "orders/sha256-1", parents: [head], files: { order: "1" } });
    const ledger = server.commit({ branch: "ledger/1", parents: [head], files: { event: "1" } });
    await git.fetch(["orders/*", "ledger/1"], options);
    expect(await git.branches("orders/", 10, options)).toEqual(new Map([["orders/sha256-1", order]]));
    expect(await git.head("ledger/1", options)).toBe(ledger);
  });

  it("sees what is published, not what the clone's own branch says", async () => {
    await using world = await setUp();
    const { git, clone, head } = world;
    clone.commit({ files: { a: "mine" } });
    expect(await git.head("main", options)).toBe(head);
  });

  it("uses the person's own settings", async () => {
    await using world = await setUp();
    const { git, server, clone, head } = world;
    clone.git("remote", "set-url", "origin", "acme:access");
    const home = join(clone.folder, "home");
    mkdirSync(home);
    writeFileSync(join(home, ".gitconfig"), `[url "file://${server.folder}"]\n  insteadOf = acme:access\n`);
    await expect(git.fetch(["main"], options)).rejects.toMatchObject({ code: "GIT_REMOTE_FAILED" });
    vi.stubEnv("HOME", home);
    await git.fetch(["main"], options);
    expect(await git.head("main", options)).toBe(head);
  });

  it("S41 shows no password of an address", async () => {
    await using world = await setUp();
    const { git, clone } = world;
    clone.git("remote", "set-url", "origin", "http://user:canary-password@127.0.0.1:1/access.git");
    const failed = await git.fetch(["main"], options).catch((error: unknown) => error as Error);
    expect(failed).toMatchObject({ code: "GIT_REMOTE_FAILED" });
    expect((failed as Error).message).not.toContain("canary-password");
  });
});

describe("publish", () => {
  it("S27 lets exactly one of many win", async () => {
    await using world = await setUp();
    const { git, head, server } = world;
    const ids = await Promise.all([1, 2, 3, 4, 5].map(() => next(git, head)));
    const outcomes = await Promise.all(ids.map((id) => git.publish("main", head, id, options)));
    expect(outcomes.filter((outcome) => outcome === "published")).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === "moved")).toHaveLength(4);
    expect(server.tip("main")).toBe(ids[outcomes.indexOf("published")]);
  });

  it("throws what the remote refuses, and leaves everything as it was", async () => {
    await using world = await setUp();
    const { git, head, server } = world;
    hook(server, "hooks/pre-receive", "echo 'not you' >&2; exit 1");
    await expect(git.publish("main", head, await next(git, head), options)).rejects.toMatchObject({
      code: "GIT_PUSH_REFUSED",
    });
    expect(server.tip("main")).toBe(head);
    await git.fetch(["main"], options);
    expect(await git.head("main", options)).toBe(head);
  });

  it("says published when the answer was lost on the way", async () => {
    await using world = await setUp();
    const { git, head, server } = world;
    hook(server, "hooks/post-receive", "kill -9 $PPID");
    const id = await next(git, head);
    expect(await git.publish("main", head, id, options)).toBe("published");
    expect(await git.head("main", options)).toBe(id);
    expect(server.tip("main")).toBe(id);
  });

  it("throws where nobody answers", async () => {
    await using world = await setUp();
    const { git, head, server } = world;
    const id = await next(git, head);
    rmSync(server.folder, { recursive: true });
    await expect(git.publish("main", head, id, options)).rejects.toMatchObject({ code: "GIT_REMOTE_FAILED" });
  });

  it("S02 runs no hook of the clone, and pushes neither tags nor other branches", async () => {
    await using world = await setUp();
    const { git, head, server, clone } = world;
    const witness = join(clone.folder, "hook-ran");
    hook(clone, ".git/hooks/pre-push", `touch '${witness}'; exit 1`);
    clone.git("config", "push.followTags", "true");
    clone.git("config", "push.default", "matching");
    clone.git("config", "remote.origin.push", "refs/heads/*:refs/heads/*");
    clone.git("tag", "-a", "-m", "x", "v1", head);
    clone.commit({ branch: "private" });
    expect(await git.publish("main", head, await next(git, head), options)).toBe("published");
    expect(existsSync(witness)).toBe(false);
    expect(server.git("for-each-ref", "--format=%(refname)")).toBe("refs/heads/main");
  });

  it("never publishes what is not here", async () => {
    await using world = await setUp();
    const { git, head, server } = world;
    await expect(git.publish("main", head, absent, options)).rejects.toMatchObject({ code: "GIT_PUSH_REFUSED" });
    expect(server.tip("main")).toBe(head);
  });
});

async function firstOf(git: Git): Promise<string> {
  const author = { name: "Brevet", email: "brevet@acme.example", at: 0 as never };
  const [id] = await git.importCommits(null, [{ files: new Map(), message: "x\n", author }], options);
  return id!;
}
