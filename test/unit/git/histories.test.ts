import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openGit } from "../../../src/git/open-git.ts";
import type { Git } from "../../../src/ports/git.ts";
import { collect } from "../../fakes/collect.ts";
import { Repository } from "../../fakes/repository.ts";

const options = { signal: new AbortController().signal };
const repository = Repository.create();
let git: Git;
beforeAll(async () => {
  git = await openGit({ folder: repository.folder, remote: null, ...options });
});
afterAll(async () => {
  await git.close();
  repository[Symbol.dispose]();
});

function told(changes: readonly { readonly status: string; readonly path: string }[]): readonly string[] {
  return changes.map(({ status, path }) => `${status} ${path}`);
}

describe("the first-parent line", () => {
  const root = repository.commit({ files: { code: "x", "requests/a.yaml": "a" }, message: "Root\n" });
  const second = repository.commit({ files: { code: null, "requests/a.yaml": "b" } });
  const side = repository.commit({ branch: "side", parents: [root], files: { "requests/b.yaml": "b" } });
  const merge = repository.commit({ parents: [second, side], files: { "requests/b.yaml": "b" }, message: "Merge" });
  const empty = repository.commit({ message: "Nothing\n" });
  const renamed = repository.commit({ files: { "requests/b.yaml": null, "requests/c.yaml": "b" } });
  const line = [root, second, merge, empty, renamed];

  it("is walked oldest first, each commit against its first parent", async () => {
    const walked = await collect(git.walk(null, renamed, options));
    expect(walked.map(({ id, changes }) => [id, told(changes)])).toEqual([
      [root, ["added code", "added requests/a.yaml"]],
      [second, ["removed code", "modified requests/a.yaml"]],
      [merge, ["added requests/b.yaml"]],
      [empty, []],
      [renamed, ["removed requests/b.yaml", "added requests/c.yaml"]],
    ]);
    expect(walked[2]).toMatchObject({ parents: [second, side], message: "Merge" });
  });

  it.each(line.map((from, index) => ({ from, rest: line.slice(index + 1) })))(
    "is walked after $from",
    async ({ from, rest }) => {
      expect((await collect(git.walk(from, renamed, options))).map(({ id }) => id)).toEqual(rest);
      expect(await git.onFirstParentLine(from, renamed, options)).toBe(true);
    },
  );

  it("S47 holds no commit that was only merged into it", async () => {
    // A branch that takes main in and becomes main: main's old head is an ancestor, and off the line.
    const hidden = repository.commit({ branch: "hidden", parents: [root], files: { evil: "1" } });
    const taken = repository.commit({ branch: "hidden", parents: [hidden, renamed] });
    expect(await git.isAncestor(renamed, taken, options)).toBe(true);
    for (const off of [renamed, second, side]) {
      expect(await git.onFirstParentLine(off, taken, options)).toBe(false);
      await expect(collect(git.walk(off, taken, options))).rejects.toMatchObject({ code: "GIT_OFF_LINE" });
    }
    expect(await git.onFirstParentLine(root, taken, options)).toBe(true);
  });

  it("S25 does not go on from a commit that was rewritten away, nor backwards", async () => {
    const other = repository.commit({ branch: "other", parents: [], files: { code: "y" } });
    for (const [from, to] of [
      [other, renamed],
      [renamed, second],
      [second, other],
    ] as const) {
      expect(await git.onFirstParentLine(from, to, options)).toBe(false);
      await expect(collect(git.walk(from, to, options))).rejects.toMatchObject({ code: "GIT_OFF_LINE" });
    }
  });

  it("can be left before its end", async () => {
    for await (const commit of git.walk(null, renamed, options)) {
      expect(commit.id).toBe(root);
      break;
    }
    for (const commit of (await collect(git.history(renamed, "", options))).flat()) {
      expect(commit.id).toBe(root);
      break;
    }
  });
});

describe("commits of a change", () => {
  const base = repository.commit({ branch: "base", parents: [], files: { "requests/a.yaml": "a", other: "1" } });
  const main = repository.commit({ branch: "base", files: { other: "2" } });

  it("are all that main has not, with what each changed itself", async () => {
    const one = repository.commit({ branch: "change", parents: [base], files: { "requests/b.yaml": "1" } });
    const bobs = repository.commit({
      branch: "bob",
      parents: [one],
      files: { "requests/b.yaml": "2" },
      author: "Bob <bob@acme.example>",
    });
    const joined = repository.commit({ branch: "change", parents: [one, bobs], files: { "requests/b.yaml": "2" } });
    const updated = repository.commit({ branch: "change", parents: [joined, main], files: { other: "2" } });
    const found = await git.commitsBetween(main, updated, options);
    expect(new Map(found.map(({ id, changes }) => [id, told(changes)]))).toEqual(
      new Map([
        [one, ["added requests/b.yaml"]],
        [bobs, ["modified requests/b.yaml"]],
        [joined, []],
        [updated, []],
      ]),
    );
    expect(found.find(({ id }) => id === bobs)?.author.email).toBe("bob@acme.example");
  });

  it("S53 show a merge that brings content of its own", async () => {
    const one = repository.commit({ branch: "evil", parents: [base], files: { "requests/b.yaml": "1" } });
    const evil = repository.commit({
      branch: "evil",
      parents: [one, main],
      files: { other: "2", "requests/b.yaml": "9" },
    });
    const found = await git.commitsBetween(main, evil, options);
    expect(found.map(({ id, changes }) => [id, told(changes)])).toContainEqual([evil, ["modified requests/b.yaml"]]);
  });
});

describe("what a commit says", () => {
  const raw = (author: string, message: string, extra = ""): string => {
    const tree = repository.write("tree", "");
    return repository.write(
      "commit",
      `tree ${tree}\nauthor ${author}\ncommitter Carol <carol@x> 5 +0000\n${extra}\n${message}`,
    );
  };
  const alice = "Alice <alice@acme.example> 1795000000 +0100";

  it.each([
    "One line",
    "Subject\n\nBody\n\nCo-authored-by: Bob <bob@acme.example>\n",
    "\n\nblank lines around\n\n\n",
    ":100644 100644 looks like a difference\n",
    "commit 1234\ntree 1234\n",
    "\u{1f600} \u202e \t \u001b[31m\r\n",
    "",
  ])("comes out as it went in: %j", async (message) => {
    const id = raw(alice, message);
    expect(await git.commit(id, options)).toMatchObject({ id, message, parents: [] });
    expect((await collect(git.walk(null, id, options))).map((commit) => commit.message)).toEqual([message]);
    expect(Buffer.from(await git.rawCommit(id, options)).toString()).toContain(`\n\n${message}`);
  });

  it.each([
    { author: alice, name: "Alice", email: "alice@acme.example", at: 1_795_000_000_000 },
    { author: "Zo\u00eb \u201cZ\u201d <z@x> 1 +0000", name: "Zo\u00eb \u201cZ\u201d", email: "z@x", at: 1000 },
    { author: "No Mail <> 1 +0000", name: "No Mail", email: "", at: 1000 },
    { author: "Far <f@x> 99999999999999999999 +0000", name: "Far", email: "f@x" },
    { author: "Never <n@x> x y", name: "Never", email: "n@x" },
    { author: "garbage", name: "", email: "" },
  ])("S15 names its author as written: $author", async ({ author, ...expected }) => {
    const commit = await git.commit(raw(author, "x"), options);
    expect(commit.author).toMatchObject(expected);
    expect(Number.isSafeInteger(commit.author.at)).toBe(true);
    expect(commit.committer).toEqual({ name: "Carol", email: "carol@x", at: 5000 });
  });

  it("is no tag, tree or blob", async () => {
    const id = repository.write("blob", "tree 1234");
    await expect(git.rawCommit(id, options)).rejects.toMatchObject({ code: "GIT_OBJECT_ABSENT" });
    await expect(git.rawCommit("1".repeat(40), options)).rejects.toMatchObject({ code: "GIT_OBJECT_ABSENT" });
  });

  it("is written only where git would write it", async () => {
    await expect(git.writeRawCommit(Buffer.from("no commit"), options)).rejects.toMatchObject({ code: "GIT_FAILED" });
  });
});
