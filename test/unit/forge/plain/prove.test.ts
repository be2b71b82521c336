import { beforeEach, describe, expect, it } from "vitest";
import { instant } from "../../../../src/core/time/instant.ts";
import { plainForge } from "../../../../src/forge/plain/plain-forge.ts";
import type { Proof, Refusal } from "../../../../src/ports/forge.ts";
import { MemoryWorld } from "../../../fakes/memory-world.ts";

const options = { signal: new AbortController().signal };
const request = "requests/payments/customers-db/2026-11-22-alice.yaml";
const asked = { files: { [request]: "role: read-only\n" }, author: "Alice <alice@acme.example>" };
const meanwhile = { files: { "docs/other.md": "Meanwhile.\n" } };

let world: MemoryWorld;
beforeEach(() => {
  world = new MemoryWorld();
});

async function prove(commit = world.main): Promise<Proof | Refusal> {
  return plainForge(world.git).prove(await world.walked(commit), options);
}

describe("a change on the plain forge", () => {
  it("is a merge of a branch: what it says comes from its two parents", async () => {
    const base = world.main;
    const head = world.branch("request", [asked]);
    const before = world.repository.commit(meanwhile);
    const commit = world.merge(head, { at: 1_795_000_060 });
    const answer = await prove();
    expect(answer).toMatchObject({
      ok: true,
      source: "plain",
      number: null,
      commit,
      before,
      base,
      head,
      openedBy: null,
      openedAt: null,
      reviews: [],
      mergedAt: null,
      claimedAt: instant(1_795_000_060_000),
    });
    expect(answer.ok && answer.paths.map(({ path, status }) => `${status} ${path}`)).toEqual([`added ${request}`]);
    expect(answer.ok && [...answer.contributors.keys()]).toEqual([request]);
  });

  it("may change nothing", async () => {
    const old = world.main;
    world.repository.commit(meanwhile);
    world.merge(old);
    expect(await prove()).toMatchObject({ ok: true, paths: [] });
  });

  it("is told before it is merged as it will be then, dated by its own commit", async () => {
    const base = world.main;
    const head = world.branch("request", [{ ...asked, at: 1_795_000_030 }]);
    expect(await plainForge(world.git).propose(base, head, options)).toMatchObject({
      source: "plain",
      before: base,
      base,
      head,
      paths: [{ path: request }],
      claimedAt: instant(1_795_000_030_000),
    });
  });

  it("that has no single beginning cannot be proposed", async () => {
    const base = world.main;
    const head = world.repository.commit({ ...asked, branch: "request", parents: [] });
    await expect(plainForge(world.git).propose(base, head, options)).rejects.toMatchObject({
      code: "MERGE_BASE_MISSING",
      message: expect.stringContaining(head.slice(0, 7)) as string,
    });
  });

  it("is of the plain kind", () => {
    expect(plainForge(world.git).kind).toBe("plain");
  });
});

describe("S20 what is no change on the plain forge", () => {
  it.each<{ name: string; reach: () => string }>([
    { name: "a push", reach: () => world.repository.commit(asked) },
    { name: "the first commit", reach: () => world.onMain(world.repository.commit({ ...asked, parents: [] })) },
    {
      name: "an octopus",
      reach: () => {
        const [main, one] = [world.main, world.branch("request", [asked])];
        const two = world.branch("other", [meanwhile], main);
        return world.onMain(world.repository.land(world.with(one, meanwhile.files), [main, one, two]));
      },
    },
    {
      name: "an octopus whose third parent brings nothing",
      reach: () => {
        const [main, one] = [world.main, world.branch("request", [asked])];
        return world.onMain(world.repository.land(world.tree(one), [main, one, main]));
      },
    },
    {
      name: "a merge with a file more",
      reach: () => world.merge(world.branch("request", [asked]), { files: { "policies/own/x.rego": "package x\n" } }),
    },
    {
      name: "a merge with other content",
      reach: () => world.merge(world.branch("request", [asked]), { files: { [request]: "role: admin\n" } }),
    },
    {
      name: "a merge of a conflict, however it was settled",
      reach: () => {
        const head = world.branch("request", [asked]);
        world.repository.commit({ files: { [request]: "role: admin\n" } });
        return world.onMain(world.repository.land(world.tree(head), [world.main, head]));
      },
    },
    {
      name: "a merge of a history of its own",
      reach: () => {
        const main = world.main;
        const head = world.repository.commit({ ...asked, branch: "request", parents: [] });
        return world.onMain(world.repository.land(world.with(main, asked.files), [main, head]));
      },
    },
  ])("$name", async ({ reach }) => {
    const commit = reach();
    expect(await prove(commit)).toEqual({ ok: false, code: "DIRECT_PUSH", commit });
  });

  it("a merge that brings to main what its branch did not change: git follows renames", async () => {
    const head = world.branch("request", [asked]);
    const before = world.main;
    const moved = { "requests/payments/customers-db/2026-11-22-mallory.yaml": "role: admin\n" };
    const commit = world.merge(head, { files: moved, parents: [before, head] });
    const following = { ...world.git, mergeTree: () => Promise.resolve(world.tree(commit)) };
    const answer = await plainForge(following).prove(await world.walked(commit), options);
    expect(answer).toEqual({ ok: false, code: "DIRECT_PUSH", commit });
  });
});
