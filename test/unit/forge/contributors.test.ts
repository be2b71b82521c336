import { describe, expect, it } from "vitest";
import { contributorsOf } from "../../../src/forge/contributors.ts";
import type { Contributor } from "../../../src/ports/forge.ts";
import { MemoryWorld } from "../../fakes/memory-world.ts";
import type { TestCommit } from "../../fakes/repository.ts";

const options = { signal: new AbortController().signal };
const request = "requests/payments/customers-db/2026-11-22-alice.yaml";
const other = "requests/payments/customers-db/2026-11-22-bob.yaml";
const asked = { files: { [request]: "role: read-only\n" }, author: "Alice <alice@acme.example>" };

async function namedIn(
  world: MemoryWorld,
  head: string,
  base = world.main,
): Promise<ReadonlyMap<string, readonly Contributor[]>> {
  return contributorsOf(world.git, { base, head }, new Set([request, other]), options);
}

async function named(commit: TestCommit): Promise<readonly Contributor[] | undefined> {
  const world = new MemoryWorld();
  return (await namedIn(world, world.branch("request", [commit]))).get(request);
}

const coAuthors = async (message: string): Promise<unknown> =>
  (await named({ ...asked, message }))
    ?.filter(({ as }) => as === "co-author")
    .map(({ name, email, forgeId }) => [name, email, forgeId]);

describe("contributors of a branch", () => {
  it("are author and committer, each as what they were", async () => {
    expect(await named({ ...asked, committer: "Bob <bob@acme.example>" })).toEqual([
      { as: "author", name: "Alice", email: "alice@acme.example", forgeId: null },
      { as: "committer", name: "Bob", email: "bob@acme.example", forgeId: null },
    ]);
  });

  it("have no address where they gave none", async () => {
    expect(await named({ ...asked, author: "Nobody <>" })).toEqual([
      { as: "author", name: "Nobody", email: null, forgeId: null },
      { as: "committer", name: "Nobody", email: null, forgeId: null },
    ]);
  });

  it.each([
    { trailer: "Co-authored-by: Bob <bob@acme.example>", expected: [["Bob", "bob@acme.example", null]] },
    {
      trailer: "  CO-AUTHORED-BY :Bob Smith   <bob@acme.example>  ",
      expected: [["Bob Smith", "bob@acme.example", null]],
    },
    { trailer: "\tco-authored-by\t: Bob<bob@acme.example>", expected: [["Bob", "bob@acme.example", null]] },
    { trailer: "Co-authored-by: dana", expected: [["dana", null, null]] },
    { trailer: "Co-authored-by:   dana  ", expected: [["dana", null, null]] },
    { trailer: "Co-authored-by: <erin@acme.example>", expected: [["", "erin@acme.example", null]] },
    { trailer: "Co-authored-by: Bob <>", expected: [["Bob", null, null]] },
    {
      trailer: "Co-authored-by: Bob <bob@acme.example> and more",
      expected: [["Bob <bob@acme.example> and more", null, null]],
    },
    { trailer: "Co-authored-by: a <b> c <d@acme.example>", expected: [["a <b> c", "d@acme.example", null]] },
    { trailer: "Co-authored-by:", expected: [["", null, null]] },
    { trailer: "They say Co-authored-by: Bob <bob@acme.example>", expected: [] },
  ])("are also whoever is named as $trailer", async ({ trailer, expected }) => {
    expect(await coAuthors(`Ask\n\n${trailer}\nReviewed-by: Olga <olga@acme.example>\n`)).toEqual(expected);
  });

  it("are all of several co-authors", async () => {
    const message = "Ask\n\nCo-authored-by: Bob <bob@acme.example>\nco-authored-by: Dana <dana@acme.example>\n";
    expect(await coAuthors(message)).toEqual([
      ["Bob", "bob@acme.example", null],
      ["Dana", "dana@acme.example", null],
    ]);
  });

  it("are named once, however often they touched it", async () => {
    const world = new MemoryWorld();
    const head = world.branch("request", [asked, { ...asked, files: { [request]: "role: admin\n" } }]);
    expect((await namedIn(world, head)).get(request)).toHaveLength(2);
  });

  it("count for what they touched alone", async () => {
    const world = new MemoryWorld();
    const bob = { files: { [other]: "role: admin\n", "docs/x.md": "x" }, author: "Bob <bob@acme.example>" };
    const found = await namedIn(world, world.branch("request", [asked, bob]));
    expect([...found.keys()]).toEqual([request, other]);
    expect(found.get(request)?.map(({ name }) => name)).toEqual(["Alice", "Alice"]);
    expect(found.get(other)?.map(({ name }) => name)).toEqual(["Bob", "Bob"]);
  });

  it("are none where nobody touched the path", async () => {
    const world = new MemoryWorld();
    expect((await namedIn(world, world.branch("request", [asked]))).get(other)).toEqual([]);
  });

  it("are whoever merged and kept one side's version of it", async () => {
    const world = new MemoryWorld();
    const one = world.branch("request", [asked]);
    const two = world.branch("theirs", [{ files: { [request]: "role: admin\n" }, author: "Bob <bob@acme.example>" }]);
    const merge = world.repository.land(world.tree(one), [one, two], { author: "Mallory <mallory@acme.example>" });
    const names = (await namedIn(world, merge)).get(request)?.map(({ name, as }) => `${as} ${name}`);
    expect(names?.sort()).toEqual([
      "author Alice",
      "author Bob",
      "author Mallory",
      "committer Alice",
      "committer Bob",
      "committer Mallory",
    ]);
  });
});
