import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openGit } from "../../../src/git/open-git.ts";
import { Spine } from "../../../src/git/spine.ts";
import type { Git } from "../../../src/ports/git.ts";
import { collect } from "../../fakes/collect.ts";
import { Repository } from "../../fakes/repository.ts";

const options = { signal: new AbortController().signal };

type Files = { readonly [path: string]: string | null };

const event = (seq: number, text = `${seq}`): Files => ({ [`events/0/${Math.floor(seq / 3)}/${seq}.json`]: text });

/** What ledgers are, and what they must not be: in each, some commit differs from what the head's files suggest. */
const stories: readonly { readonly name: string; readonly steps: readonly Files[] }[] = [
  { name: "adds one file after the other", steps: [1, 2, 3, 4, 5, 6, 7].map((seq) => event(seq)) },
  {
    name: "changes a state beside, now and then",
    steps: [
      event(1),
      { ...event(2), "state/head.json": "2", "state/live/00.json": "a", "state/live/ff.json": "b" },
      event(3),
      { ...event(4), "state/head.json": "4", "state/live/00.json": null, "state/live/ff.json": "c" },
      { ...event(5), "state/head.json": "5", "state/live/ff.json": null },
      event(6),
    ],
  },
  { name: "brings a stray file beside", steps: [event(1), { ...event(2), evil: "x" }, event(3)] },
  { name: "brings a stray file before", steps: [event(1), { ...event(2), a: "x" }, { ...event(3), "a-b/c": "x" }] },
  {
    name: "puts a folder where a file was",
    steps: [
      { a: "x", ...event(1) },
      { a: null, "a/b": "y", ...event(2) },
    ],
  },
  { name: "brings a stray file among the events", steps: [event(1), { ...event(2), "events/0/x": "x" }, event(3)] },
  { name: "alters an earlier event", steps: [event(1), event(2), { ...event(3), ...event(1, "other") }, event(4)] },
  { name: "alters an earlier event alone", steps: [event(1), event(2), event(1, "other"), event(3)] },
  { name: "takes an event away", steps: [event(1), event(2), { "events/0/0/1.json": null }, event(3)] },
  { name: "adds events out of order", steps: [event(2), event(1), event(3)] },
  { name: "adds two events at once", steps: [event(1), { ...event(2), ...event(3) }, event(4)] },
  { name: "adds nothing once", steps: [event(1), {}, event(2)] },
  { name: "begins with something else", steps: [{ "state/head.json": "0" }, event(1), event(2)] },
  { name: "holds no event", steps: [{ code: "x" }, { code: "y" }] },
  { name: "has a path that is not plain", steps: [event(1), { "events/0/0/ä b.json": "2" }, event(9)] },
];

describe.each(["sha1", "sha256"] as const)("the history of a folder, by %s", (objectFormat) => {
  const repository = Repository.create(objectFormat === "sha1" ? {} : { objectFormat });
  let git: Git;
  beforeAll(async () => {
    git = await openGit({ folder: repository.folder, remote: null, ...options });
  });
  afterAll(async () => {
    await git.close();
    repository[Symbol.dispose]();
  });

  it.each(stories)("is what git says, in a line that $name", async ({ steps }) => {
    const parents: string[] = [];
    for (const files of steps)
      parents[0] = repository.commit({ branch: "story", parents: parents.slice(0, 1), files: { ...files } });
    const head = parents[0] ?? "";
    const told = await collect(git.walk(null, head, options));
    const history = (await collect(git.history(head, "events", options))).flat();
    expect(history.map(({ id, tree, parents: on, message }) => ({ id, tree, on, message }))).toEqual(
      told.map(({ id, tree, parents: on, message }) => ({ id, tree, on, message })),
    );
    expect(history.map(({ changes }) => changes.map(({ bytes: _, ...change }) => change))).toEqual(
      told.map(({ changes }) => changes),
    );
    const texts = history.flatMap(({ changes }) =>
      changes.flatMap(({ path, bytes }) => (bytes === null ? [] : [[path, Buffer.from(bytes).toString()]])),
    );
    const expected = steps.flatMap((files) =>
      Object.entries(files)
        .filter(([path, text]) => path.startsWith("events/") && text !== null)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
    expect(texts).toEqual(expected);
  });

  it("is what git says of a merge", async () => {
    const first = repository.commit({ branch: "m", parents: [], files: { ...event(1) } });
    const side = repository.commit({ branch: "n", parents: [first], files: { other: "x" } });
    const merged = repository.commit({ branch: "m", parents: [first, side], files: { ...event(2) } });
    const history = (await collect(git.history(merged, "events", options))).flat();
    expect(history.map(({ parents, changes }) => [parents, changes.map(({ path }) => path)])).toEqual([
      [[], ["events/0/0/1.json"]],
      [[first, side], ["events/0/0/2.json"]],
    ]);
  });

  it("gives a growing tree the id that git gives it", () => {
    const spine = new Spine(objectFormat === "sha1" ? 20 : 32);
    const beside = { "state/head.json": "0" };
    const commit = (seq: number, parents: readonly string[]): string =>
      repository.commit({ branch: "s", parents, files: { ...event(seq), ...beside } });
    const add = (seq: number, head: string): string => {
      const [path = ""] = Object.keys(event(seq));
      return spine.add(path, "100644", repository.git("rev-parse", `${head}:${path}`));
    };
    let head = commit(100, []);
    add(100, head);
    const root = execFileSync("git", ["-C", repository.folder, "cat-file", "tree", `${head}^{tree}`]);
    expect(spine.adopt(root)).toBe(true);
    for (let seq = 101; seq < 115; seq += 1) {
      head = commit(seq, [head]);
      expect(add(seq, head)).toBe(repository.git("rev-parse", `${head}^{tree}`));
    }
    expect(spine.adopt(Buffer.alloc(0))).toBe(false);
  });
});
