import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { instant } from "../../src/core/time/instant.ts";
import type { CommitDraft, Git, ObjectId } from "../../src/ports/git.ts";
import { collect } from "../fakes/collect.ts";
import type { TestCommit } from "../fakes/repository.ts";

/** A store under test: its published branches can be written from outside, as other people do. */
export interface World {
  readonly git: Git;
  /** Makes a commit on a published branch, behind the back of what is tested. */
  readonly commit: (draft: TestCommit) => ObjectId;
  /** Deletes a published branch, likewise. */
  readonly remove: (branch: string) => void;
  readonly close: () => Promise<void>;
}

const options = { signal: new AbortController().signal };
const author = { name: "Brevet", email: "brevet@acme.example", at: instant(1_795_000_000_000) };

/** What every git store keeps to. */
export function describeGit(name: string, open: () => Promise<World>): void {
  describe(`git: ${name}`, () => {
    let world: World;
    beforeAll(async () => {
      world = await open();
    });
    afterAll(() => world.close());

    const draft = (files: CommitDraft["files"], message = "An event\n"): CommitDraft => ({ files, message, author });
    const file = (path: string, text: string): CommitDraft["files"] => new Map([[path, Buffer.from(text)]]);

    it("sees a branch as it was last fetched, and notices when it has gone", async () => {
      const { git, commit, remove } = world;
      expect(await git.head("seen", options)).toBeNull();
      const first = commit({ branch: "seen", files: { a: "1" } });
      await git.fetch(["seen"], options);
      expect(await git.head("seen", options)).toBe(first);
      const second = commit({ branch: "seen", files: { a: "2" } });
      await git.fetch(["seen"], options);
      expect(await git.head("seen", options)).toBe(second);
      commit({ branch: "other" });
      remove("seen");
      await git.fetch(["seen"], options);
      expect(await git.head("seen", options)).toBeNull();
    });

    it("follows a branch that was rewound or rewritten", async () => {
      const { git, commit } = world;
      const first = commit({ branch: "rewritten", files: { a: "1" } });
      commit({ branch: "rewritten", files: { a: "2" } });
      await git.fetch(["rewritten"], options);
      const other = commit({ branch: "rewritten", parents: [first], files: { a: "3" } });
      await git.fetch(["rewritten"], options);
      expect(await git.head("rewritten", options)).toBe(other);
    });

    it("lists branches under a prefix, so many at most", async () => {
      const { git, commit, remove } = world;
      const ids = ["c", "a", "b"].map((name) => [`orders/${name}`, commit({ branch: `orders/${name}` })] as const);
      commit({ branch: "orders-not" });
      await git.fetch(["orders/*"], options);
      expect(new Map(ids)).toEqual(await git.branches("orders/", 10, options));
      expect([...(await git.branches("orders/", 2, options)).keys()]).toEqual(["orders/a", "orders/b"]);
      remove("orders/a");
      await git.fetch(["orders/*"], options);
      expect([...(await git.branches("orders/", 10, options)).keys()]).toEqual(["orders/b", "orders/c"]);
    });

    it("publishes from exactly where a branch was, or says that it has moved", async () => {
      const { git, commit } = world;
      const [first] = await git.importCommits(null, [draft(file("a", "1"))], options);
      const [second, third] = await git.importCommits(first!, [draft(file("a", "2")), draft(file("a", "3"))], options);
      expect(await git.publish("ledger/1", null, first!, options)).toBe("published");
      expect(await git.publish("ledger/1", null, second!, options)).toBe("moved");
      expect(await git.publish("ledger/1", first!, third!, options)).toBe("published");
      expect(await git.publish("ledger/1", first!, second!, options)).toBe("moved");
      expect(await git.head("ledger/1", options)).toBe(third);
      const theirs = commit({ branch: "ledger/1", parents: [third!], files: { b: "1" } });
      expect(await git.publish("ledger/1", third!, second!, options)).toBe("moved");
      await git.fetch(["ledger/1"], options);
      expect(await git.head("ledger/1", options)).toBe(theirs);
    });

    it("shares a ref of the engines' own from exactly where it was, and finds it where it stands", async () => {
      const { git } = world;
      const ref = "refs/brevet/run";
      const made = await git.importCommits(
        null,
        ["a", "b", "c"].map((name) => draft(file(name, "1"))),
        options,
      );
      const [first, second, third] = made;
      expect(await git.shared(ref, options)).toBeNull();
      expect(await git.share(ref, null, first!, options)).toBe("published");
      expect(await git.share(ref, null, second!, options)).toBe("moved");
      expect(await git.share(ref, first!, third!, options)).toBe("published");
      expect(await git.share(ref, first!, second!, options)).toBe("moved");
      expect(await git.shared(ref, options)).toBe(third);
      const below = ["refs/brevet/target/db", "refs/brevet/target/door"];
      for (const each of below) expect(await git.share(each, null, first!, options)).toBe("published");
      expect((await git.sharedBelow("refs/brevet/target/", options)).toSorted()).toEqual(below);
      expect(await git.sharedBelow("refs/brevet/runner/", options)).toEqual([]);
      await expect(git.sharedBelow("refs/heads/", options)).rejects.toMatchObject({ code: "GIT_NAME_REFUSED" });
      expect(await git.share(ref, second!, null, options)).toBe("moved");
      expect(await git.share(ref, third!, null, options)).toBe("published");
      expect(await git.shared(ref, options)).toBeNull();
      await expect(git.share("refs/heads/main", null, first!, options)).rejects.toMatchObject({
        code: "GIT_NAME_REFUSED",
      });
    });

    it("S49 says that a branch has moved when it was rewound or deleted", async () => {
      const { git, commit, remove } = world;
      const first = commit({ branch: "ledger/2", files: { a: "1" } });
      const second = commit({ branch: "ledger/2", files: { a: "2" } });
      await git.fetch(["ledger/2"], options);
      const [next] = await git.importCommits(second, [draft(file("a", "3"))], options);
      commit({ branch: "ledger/2", parents: [first], files: { a: "4" } });
      expect(await git.publish("ledger/2", second, next!, options)).toBe("moved");
      remove("ledger/2");
      expect(await git.publish("ledger/2", second, next!, options)).toBe("moved");
    });

    it("reads back the commits it made, to the byte", async () => {
      const { git } = world;
      const bytes = Buffer.from([0, 1, 2, 0xff, 0x0a, 0x0d]);
      const message = "activated: alice may use it\n\nBrevet-Seq: 7\n";
      const files = new Map([
        ["events/0/1.json", bytes],
        ['odd "name"\\\n', Buffer.from("x")],
        ["tëxt", Buffer.alloc(0)],
      ]);
      const [id, next] = await git.importCommits(
        null,
        [draft(files, message), draft(new Map([["tëxt", null]]))],
        options,
      );
      expect(await git.commit(id!, options)).toEqual({
        id,
        tree: await git.resolve(`${id}^{tree}`, options),
        parents: [],
        author,
        committer: author,
        message,
      });
      const read = await git.read(next!, [...files.keys(), "absent", "events"], options);
      expect([...read.keys()]).toEqual(["events/0/1.json", 'odd "name"\\\n']);
      expect(read.get("events/0/1.json")).toMatchObject({ mode: "100644", bytes });
      const raw = await git.rawCommit(next!, options);
      expect(await git.writeRawCommit(raw, options)).toBe(next);
      const alone = await git.writeRawCommit(Buffer.concat([raw, Buffer.from("more\n")]), options);
      expect(await git.resolve(alone, options)).toBe(alone);
      await git.forget([alone]);
      await git.forget([alone]);
      expect(await git.resolve(alone, options)).toBeNull();
      const history = (await collect(git.history(next!, "", options))).flat();
      expect(history.map((commit) => [commit.id, commit.message])).toEqual([
        [id, message],
        [next, "An event\n"],
      ]);
      const [onlyEvents] = (await collect(git.history(id!, "events", options))).flat();
      expect(onlyEvents?.changes.filter(({ bytes: held }) => held !== null).map(({ path }) => path)).toEqual([
        "events/0/1.json",
      ]);
      expect(history[0]?.changes.map(({ path, bytes: held }) => [path, held])).toEqual(
        [...files].sort(([a], [b]) => (a < b ? -1 : 1)),
      );
      expect(history[1]?.changes).toMatchObject([{ path: "tëxt", status: "removed", bytes: null }]);
    });

    it("keeps private refs out of sight of branches", async () => {
      const { git, commit } = world;
      const id = commit({ branch: "kept" });
      await git.fetch(["kept"], options);
      await git.keep("refs/brevet/seen", id, options);
      expect(await git.resolve("refs/brevet/seen", options)).toBe(id);
      expect(await git.resolveRefs(["refs/brevet/none", "refs/brevet/seen", "refs/brevet"], options)).toEqual(
        new Map([["refs/brevet/seen", id]]),
      );
      await git.keep("refs/brevet/seen", null, options);
      await git.keep("refs/brevet/seen", null, options);
      expect(await git.resolve("refs/brevet/seen", options)).toBeNull();
      await expect(git.keep("refs/heads/kept", id, options)).rejects.toMatchObject({ code: "GIT_NAME_REFUSED" });
    });

    it("stops when it is told to", async () => {
      const stopped = { signal: AbortSignal.abort(new Error("enough")) };
      const { git } = world;
      const calls = [
        () => git.resolve("main", stopped),
        () => git.fetch(["main"], stopped),
        () => git.head("main", stopped),
        () => git.importCommits(null, [draft(file("a", "1"))], stopped),
        () => collect(git.history("1".repeat(40), "", stopped)),
      ];
      for (const call of calls) await expect(call()).rejects.toThrow("enough");
    });
  });
}
