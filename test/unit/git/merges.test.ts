import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openGit } from "../../../src/git/open-git.ts";
import type { Git } from "../../../src/ports/git.ts";
import { Repository } from "../../fakes/repository.ts";

const options = { signal: new AbortController().signal };
const repository = Repository.create();
const root = repository.commit({ files: { a: "1\n2\n3\n4\n5\n", b: "1\n" } });
let git: Git;
beforeAll(async () => {
  git = await openGit({ folder: repository.folder, remote: null, ...options });
});
afterAll(async () => {
  await git.close();
  repository[Symbol.dispose]();
});

describe("mergeTree", () => {
  const ours = repository.commit({ branch: "ours", parents: [root], files: { a: "0\n1\n2\n3\n4\n5\n" } });

  it.each([
    { name: "another file", files: { c: "new" } },
    { name: "another place of the same file", files: { a: "1\n2\n3\n4\n5\n6\n" } },
    { name: "nothing", files: {} },
    { name: "a deletion", files: { b: null } },
    { name: "a submodule", files: { sub: { mode: "160000", oid: root } } },
  ])("gives what git merge gives for $name", async ({ files }) => {
    const theirs = repository.commit({ branch: "theirs", parents: [root], files });
    using clone = repository.clone("--branch=ours");
    clone.git("merge", "--no-ff", "--quiet", "-m", "Merge", "origin/theirs");
    expect(await git.mergeTree(ours, theirs, options)).toBe(clone.git("rev-parse", "HEAD^{tree}"));
  });

  it.each([
    { name: "the same line", files: { a: "9\n1\n2\n3\n4\n5\n" } },
    { name: "a file that the other deleted", files: { a: null } },
  ])("gives nothing where both changed $name", async ({ files }) => {
    const theirs = repository.commit({ branch: "conflict", parents: [root], files });
    expect(await git.mergeTree(ours, theirs, options)).toBeNull();
  });

  it("gives nothing for histories that share none", async () => {
    const alone = repository.commit({ branch: "alone", parents: [], files: { z: "1" } });
    expect(await git.mergeBase(ours, alone, options)).toBeNull();
    expect(await git.mergeTree(ours, alone, options)).toBeNull();
  });
});

describe("mergeBase", () => {
  it("is nothing where there are two", async () => {
    const [a, b] = ["a", "b"].map((name) =>
      repository.commit({ branch: `x${name}`, parents: [root], files: { [name]: name } }),
    );
    const one = repository.commit({ branch: "one", parents: [a!, b!] });
    const two = repository.commit({ branch: "two", parents: [b!, a!], message: "Criss-cross\n" });
    expect(await git.mergeBase(one, two, options)).toBeNull();
    expect(await git.mergeBase(one, a!, options)).toBe(a);
  });

  it("throws where a commit is not here", async () => {
    await expect(git.mergeBase(root, "1".repeat(40), options)).rejects.toMatchObject({ code: "GIT_FAILED" });
    await expect(git.isAncestor("1".repeat(40), root, options)).rejects.toMatchObject({ code: "GIT_FAILED" });
  });
});
