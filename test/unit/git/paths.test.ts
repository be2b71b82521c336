import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openGit } from "../../../src/git/open-git.ts";
import { fromPathText, toPathText } from "../../../src/git/path-text.ts";
import type { Git } from "../../../src/ports/git.ts";
import { collect } from "../../fakes/collect.ts";
import { Repository } from "../../fakes/repository.ts";

const options = { signal: new AbortController().signal };

describe("S02 paths", () => {
  const repository = Repository.create();
  const root = repository.commit({ files: { readme: "x" } });
  let git: Git;
  beforeAll(async () => {
    git = await openGit({ folder: repository.folder, remote: null, ...options });
  });
  afterAll(async () => {
    await git.close();
    repository[Symbol.dispose]();
  });

  const odd = [
    "requests/-rf",
    "--output=x",
    "requests/new\nline.yaml",
    'requests/tab\tquote"back\\slash.yaml',
    "requests/%2e%2e/a.yaml",
    ":(glob)**",
    ":!requests",
    "requests/*.yaml",
    "requests/[a].yaml",
    "requests/A.yaml",
    "requests/a.yaml",
    "requests/caf\u00e9.yaml",
    "requests/cafe\u0301.yaml",
    "requests/\u202egpj.yaml",
    "requests/ .yaml",
    "requests/a.yaml ",
    "requests\\a.yaml",
    "requests/\u0001.yaml",
    "\ud83d\ude00/\ufeff.yaml",
  ];

  it("come out as they went in, each its own file", async () => {
    const files = Object.fromEntries(odd.map((path, index) => [path, `${index}`]));
    const head = repository.commit({ parents: [root], branch: "odd", files });
    const listed = await git.list(head, "", options);
    expect(listed.map(({ path }) => path).sort()).toEqual([...odd, "readme"].sort());
    const read = await git.read(head, odd, options);
    expect([...read.values()].map(({ bytes }) => Buffer.from(bytes).toString())).toEqual(
      odd.map((_, index) => `${index}`),
    );
    const [walked] = await collect(git.walk(root, head, options));
    expect(walked?.changes.map(({ path }) => path).sort()).toEqual([...odd].sort());
    expect((await git.diff(root, head, options)).map(({ path }) => path).sort()).toEqual([...odd].sort());
  });

  it("match only themselves", async () => {
    const head = repository.commit({ parents: [root], branch: "plain", files: { "requests/a.yaml": "a" } });
    const others = ["requests/*", "requests/A.yaml", "REQUESTS/a.yaml", ":(icase)requests/A.yaml", "requests/a.yam"];
    expect((await git.read(head, others, options)).size).toBe(0);
    expect(await git.list(head, "request", options)).toEqual([]);
    expect(await git.list(head, "requests/a.yaml", options)).toEqual([]);
    expect(await git.list(head, "requests", options)).toMatchObject([{ path: "requests/a.yaml", mode: "100644" }]);
  });

  it.each(["", "/etc/passwd", "../x", "a/../b", "a//b", "./a", "a/", "a/.", "a\0b"])(
    "refuses %j, which no tree holds",
    async (path) => {
      const refused = { code: "GIT_NAME_REFUSED" };
      await expect(git.read("main", [path], options)).rejects.toMatchObject(refused);
      const draft = {
        files: new Map([[path, Buffer.from("x")]]),
        message: "x\n",
        author: { name: "A", email: "a@b", at: 0 as never },
      };
      await expect(git.importCommits(null, [draft], options)).rejects.toMatchObject(refused);
      await expect(git.list("main", path === "" ? "/" : path, options)).rejects.toMatchObject(refused);
    },
  );

  it("tells link, executable, submodule and folder from a plain file", async () => {
    const head = repository.commit({
      parents: [root],
      branch: "modes",
      files: {
        "requests/plain.yaml": "a",
        "requests/exec.yaml": { mode: "100755", text: "a" },
        "requests/link.yaml": { mode: "120000", text: "/etc/passwd" },
        "requests/sub.yaml": { mode: "160000", oid: root },
        "requests/folder.yaml/x": "a",
      },
    });
    const expected = { plain: "100644", exec: "100755", link: "120000", sub: "160000" };
    const paths = ["plain", "exec", "link", "sub", "folder"].map((name) => `requests/${name}.yaml`);
    const read = await git.read(head, paths, options);
    expect([...read.values()].map(({ path, mode }) => [path, mode])).toEqual(
      Object.entries(expected).map(([name, mode]) => [`requests/${name}.yaml`, mode]),
    );
    const changes = await git.diff(root, head, options);
    expect(new Map(changes.map(({ path, newMode }) => [path, newMode]))).toEqual(
      new Map([
        ...paths.slice(0, 4).map((path, at) => [path, Object.values(expected)[at]] as const),
        ["requests/folder.yaml/x", "100644"],
      ]),
    );
  });

  it("that are not UTF-8 are never taken for others", async () => {
    const blob = Buffer.from(repository.write("blob", "x"), "hex");
    const entry = (name: Buffer): Buffer => Buffer.concat([Buffer.from("100644 "), name, Buffer.of(0), blob]);
    const names = [Buffer.from([0x61, 0x80]), Buffer.from([0x61, 0xff]), Buffer.from("a\ufffd")];
    const tree = repository.write("tree", Buffer.concat([...names].sort((a, b) => Buffer.compare(a, b)).map(entry)));
    const paths = (await git.list(tree, "", options)).map(({ path }) => path);
    expect(new Set(paths)).toEqual(new Set(["a\ufffd80", "a\ufffdff", "a\ufffdef\ufffdbf\ufffdbd"]));
    expect(paths.map((path) => fromPathText(path).toString("hex")).sort()).toEqual(
      names.map((name) => name.toString("hex")).sort(),
    );
    expect([...(await git.read(tree, paths, options)).keys()]).toEqual(paths);
    expect(toPathText(Buffer.from("caf\u00e9 \u{1f600}"))).toBe("caf\u00e9 \u{1f600}");
  });

  it.each([
    {
      name: "one name twice",
      entries: [
        ["100644", "a.yaml"],
        ["100644", "a.yaml"],
      ],
    },
    {
      name: "a file and a folder of one name",
      entries: [
        ["100644", "a.yaml"],
        ["40000", "a.yaml"],
      ],
    },
    { name: "a slash in a name", entries: [["100644", "a/b.yaml"]] },
    { name: "an empty name", entries: [["100644", ""]] },
  ])("refuses a tree made by hand, with $name", async ({ entries }) => {
    const blob = Buffer.from(repository.write("blob", "x"), "hex");
    const lines = entries.map(([mode, name]) => Buffer.concat([Buffer.from(`${mode} ${name}\0`), blob]));
    const tree = repository.write("tree", Buffer.concat(lines));
    await expect(git.read(tree, ["a.yaml"], options)).rejects.toMatchObject({ code: "GIT_OBJECT_MALFORMED" });
  });
});

describe("revisions and branches", () => {
  const repository = Repository.create();
  repository.commit({ files: { a: "1" } });
  repository.git("update-ref", "refs/heads/--all", "main");
  let git: Git;
  beforeAll(async () => {
    git = await openGit({ folder: repository.folder, remote: null, ...options });
  });
  afterAll(async () => {
    await git.close();
    repository[Symbol.dispose]();
  });

  it.each([
    "--all",
    "-h",
    "",
    "main..HEAD",
    "^main",
    ":/x",
    ":0:a",
    "main@{0}",
    "@{-1}",
    "main^{/x}",
    "ma\nin",
    "a b",
    "main\0",
    "main:../a",
    "*",
  ])("S02 refuses the revision %j", async (revision) => {
    await expect(git.resolve(revision, options)).rejects.toMatchObject({ code: "GIT_NAME_REFUSED" });
  });

  it.each([
    "--all",
    "",
    "a..b",
    "a b",
    "a/",
    "/a",
    "a//b",
    ".a",
    "a.lock",
    "a.",
    "a~1",
    "a:b",
    "a\\b",
    "a*",
    "@",
    "a@{1}",
    "a\nb",
  ])("S02 refuses the branch %j", async (branch) => {
    const refused = { code: "GIT_NAME_REFUSED" };
    const id = "1".repeat(40);
    await expect(git.head(branch, options)).rejects.toMatchObject(refused);
    await expect(git.publish(branch, null, id, options)).rejects.toMatchObject(refused);
  });

  it.each(["main", "HEAD", "--all", "1".repeat(39), `${"1".repeat(40)} `])(
    "S02 takes no %j for a commit's id",
    async (id) => {
      const refused = { code: "GIT_NAME_REFUSED" };
      await expect(git.commit(id, options)).rejects.toMatchObject(refused);
      await expect(git.rawCommit(id, options)).rejects.toMatchObject(refused);
      await expect(git.diff(id, id, options)).rejects.toMatchObject(refused);
      await expect(git.mergeBase(id, id, options)).rejects.toMatchObject(refused);
      await expect(git.mergeTree(id, id, options)).rejects.toMatchObject(refused);
      await expect(git.onFirstParentLine(id, id, options)).rejects.toMatchObject(refused);
      await expect(collect(git.walk(null, id, options))).rejects.toMatchObject(refused);
      await expect(git.blobs([id], options)).rejects.toMatchObject(refused);
      await expect(git.publish("main", null, id, options)).rejects.toMatchObject(refused);
    },
  );
});
