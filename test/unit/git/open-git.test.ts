import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openGit } from "../../../src/git/open-git.ts";
import type { Git } from "../../../src/ports/git.ts";
import { collect } from "../../fakes/collect.ts";
import { Repository } from "../../fakes/repository.ts";

const options = { signal: new AbortController().signal };

describe("a clone", () => {
  const repository = Repository.create();
  const root = repository.commit({ files: { "requests/a.yaml": "a", code: "x" }, message: "Root\n" });
  const second = repository.commit({ files: { code: null, link: { mode: "120000", text: "code" } } });
  const side = repository.commit({ branch: "side", parents: [root], files: { "requests/b.yaml": "b" } });
  const merge = repository.commit({ parents: [second, side], files: { "requests/b.yaml": "b" }, message: "Merge" });
  let git: Git;
  beforeAll(async () => {
    git = await openGit({ folder: repository.folder, remote: null, ...options });
  });
  afterAll(async () => {
    await git.close();
    repository[Symbol.dispose]();
  });

  it("resolves plain revisions", async () => {
    expect(await git.resolve("main", options)).toBe(merge);
    expect(await git.resolve("main~1", options)).toBe(second);
    expect(await git.resolve(`${merge}^2`, options)).toBe(side);
    expect(await git.resolve("nowhere", options)).toBeNull();
    expect(await git.resolve("1".repeat(40), options)).toBeNull();
  });

  it("walks the first-parent line, oldest first", async () => {
    const walked = await collect(git.walk(root, merge, options));
    expect(walked.map(({ id }) => id)).toEqual([second, merge]);
    expect(walked[0]?.changes.map(({ path, status }) => `${status} ${path}`)).toEqual(["removed code", "added link"]);
    expect(walked[1]?.changes.map(({ path, status }) => `${status} ${path}`)).toEqual(["added requests/b.yaml"]);
    expect(walked[1]).toMatchObject({ parents: [second, side], message: "Merge" });
  });

  it("reads files with their modes", async () => {
    const read = await git.read("main", ["requests/b.yaml", "link", "code", "requests"], options);
    expect([...read.values()].map(({ path, mode, bytes }) => [path, mode, Buffer.from(bytes).toString()])).toEqual([
      ["requests/b.yaml", "100644", "b"],
      ["link", "120000", "code"],
    ]);
  });
});
