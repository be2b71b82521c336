import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { instant } from "../../src/core/time/instant.ts";
import { openGit } from "../../src/git/open-git.ts";
import { fromPathText, toPathText } from "../../src/git/path-text.ts";
import type { Git } from "../../src/ports/git.ts";
import { collect } from "../fakes/collect.ts";
import { Repository } from "../fakes/repository.ts";

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

describe("paths as text", () => {
  it("keep every byte, and never look the same for two", () => {
    const path = fc.uint8Array({ maxLength: 12 });
    fc.assert(
      fc.property(path, path, (one, other) => {
        expect(fromPathText(toPathText(one))).toEqual(Buffer.from(one));
        expect(toPathText(one) === toPathText(other)).toBe(Buffer.from(one).equals(other));
      }),
      { numRuns: 5000 },
    );
  });

  it("are themselves where they are UTF-8", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        fc.pre(!text.includes("\ufffd"));
        expect(toPathText(Buffer.from(text))).toBe(text);
      }),
    );
  });
});

describe("commits", () => {
  // Any character that a file's name may have, and those that git, fast-import or a shell might take for their own.
  const name = fc
    .string({
      unit: fc.oneof(
        fc.constantFrom("a", '"', "\\", "\n", "\t", " ", "-", "*", "?", ":", "'", "$"),
        fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
      ),
      minLength: 1,
      maxLength: 8,
    })
    .filter((text) => !/[/\0]/.test(text) && ![".", "..", ".git"].includes(text.toLowerCase()))
    .filter((text) => Buffer.from(text).toString() === text && !text.includes("\ufffd"));
  const files = fc.dictionary(name, fc.uint8Array({ maxLength: 64 }), { maxKeys: 4, noNullPrototype: true });
  const message = fc
    .string({ unit: "binary" })
    .filter((text) => !text.includes("\0") && Buffer.from(text).toString() === text);

  it("come out as they went in", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.record({ files, message }), { minLength: 1, maxLength: 3 }), async (drafts) => {
        const author = { name: "A", email: "a@b", at: instant(1000) };
        const asked = drafts.map((draft, index) => ({
          files: new Map(Object.entries(draft.files).map(([path, bytes]) => [`${index}/${path}`, bytes] as const)),
          message: draft.message,
          author,
        }));
        const ids = await git.importCommits(null, asked, options);
        const history = (await collect(git.history(ids.at(-1)!, "", options))).flat();
        expect(history.map(({ id, message: said }) => [id, said])).toEqual(
          ids.map((id, at) => [id, asked[at]?.message]),
        );
        for (const [at, { changes }] of history.entries()) {
          expect(new Map(changes.map(({ path, bytes }) => [path, Buffer.from(bytes!)]))).toEqual(
            new Map([...(asked[at]?.files ?? [])].map(([path, bytes]) => [path, Buffer.from(bytes)])),
          );
        }
        const paths = asked.flatMap((draft) => [...draft.files.keys()]);
        expect([...(await git.read(ids.at(-1)!, paths, options)).keys()]).toEqual(paths);
      }),
      { numRuns: 60 },
    );
  });
});
