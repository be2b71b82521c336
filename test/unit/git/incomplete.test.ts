import { rmSync } from "node:fs";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { openGit } from "../../../src/git/open-git.ts";
import type { Git } from "../../../src/ports/git.ts";
import { collect } from "../../fakes/collect.ts";
import { Repository } from "../../fakes/repository.ts";

const options = { signal: new AbortController().signal };
const author = { name: "Brevet", email: "brevet@acme.example", at: 0 as never };

const server = Repository.create({ bare: true });
server.git("config", "uploadpack.allowFilter", "true");
const root = server.commit({ files: { "events/1.json": "one", "state/head.json": "1" } });
const middle = server.commit({ files: { "events/2.json": "two", "state/head.json": "2" } });
const head = server.commit({ files: { "events/3.json": "three", "state/head.json": "3" } });
afterAll(() => server[Symbol.dispose]());

let clone: Repository;
let git: Git;
async function open(...how: readonly string[]): Promise<void> {
  clone = server.clone(...how);
  git = await openGit({ folder: clone.folder, remote: "origin", ...options });
}
afterEach(async () => {
  await git.close();
  clone[Symbol.dispose]();
});

describe.each([
  { kind: "a shallow clone", how: ["--depth=1"] },
  { kind: "a shallow clone without files", how: ["--depth=1", "--filter=blob:none", "--no-checkout"] },
])("$kind", ({ how }) => {
  beforeEach(() => open(...how));

  it("reads the files of its head, and publishes on top of it", async () => {
    const read = await git.read(head, ["state/head.json", "events/1.json"], options);
    expect([...read.values()].map(({ bytes }) => Buffer.from(bytes).toString())).toEqual(["3", "one"]);
    const [next] = await git.importCommits(
      head,
      [{ files: new Map([["events/4.json", Buffer.from("4")]]), message: "x\n", author }],
      options,
    );
    expect(await git.publish("copy", null, next!, options)).toBe("published");
    expect(server.git("rev-list", "--count", "copy")).toBe("4");
    server.git("update-ref", "-d", "refs/heads/copy");
  });

  it("never answers what only the whole history knows", async () => {
    const incomplete = { code: "GIT_INCOMPLETE" };
    await expect(collect(git.history(head, "", options))).rejects.toMatchObject(incomplete);
    await expect(collect(git.walk(null, head, options))).rejects.toMatchObject(incomplete);
    await expect(collect(git.walk(middle, head, options))).rejects.toMatchObject(incomplete);
    await expect(git.onFirstParentLine(root, head, options)).rejects.toMatchObject(incomplete);
    await expect(git.isAncestor(root, head, options)).rejects.toMatchObject(incomplete);
    await expect(git.mergeBase(root, head, options)).rejects.toMatchObject(incomplete);
    await expect(git.mergeTree(root, head, options)).rejects.toMatchObject(incomplete);
    await expect(git.commitsBetween(root, head, options)).rejects.toMatchObject(incomplete);
  });
});

describe("a clone without files", () => {
  beforeEach(() => open("--filter=blob:none", "--no-checkout"));

  it("brings what is read", async () => {
    const history = (await collect(git.history(head, "", options))).flat();
    expect(history.flatMap(({ changes }) => changes.map(({ bytes }) => Buffer.from(bytes ?? []).toString()))).toEqual([
      "one",
      "1",
      "two",
      "2",
      "three",
      "3",
    ]);
    expect((await git.read(middle, ["events/2.json"], options)).size).toBe(1);
    expect(await git.onFirstParentLine(root, head, options)).toBe(true);
    expect(await git.resolve("1".repeat(40), options)).toBeNull();
  });

  it("S80 throws where what is missing cannot be brought", async () => {
    rmSync(server.folder, { recursive: true });
    await expect(git.read(head, ["events/1.json"], options)).rejects.toMatchObject({ code: "GIT_REMOTE_FAILED" });
  });
});
