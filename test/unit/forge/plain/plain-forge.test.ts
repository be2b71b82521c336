import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Contributor, Proof } from "../../../../src/ports/forge.ts";
import { PlainWorld } from "../../../fakes/plain-world.ts";

const request = "requests/payments/customers-db/2026-11-22-alice.yaml";
const asked = { files: { [request]: "subject: alice\nrole: read-only\n" }, author: "Alice <alice@acme.example>" };
const widened = { [request]: "subject: alice\nrole: admin\n" };

let world: PlainWorld;
beforeEach(async () => {
  world = await PlainWorld.create();
});
afterEach(async () => {
  await world[Symbol.asyncDispose]();
});

async function proof(): Promise<Proof> {
  const answer = await world.prove();
  if (!answer.ok) throw new Error(answer.code);
  return answer;
}

describe("S20 what reaches main without being a reviewed change", () => {
  const ways: readonly { readonly name: string; readonly reach: () => string }[] = [
    { name: "a direct push", reach: () => world.repository.commit(asked) },
    {
      name: "a fast-forward to the branch",
      reach: () => {
        const head = world.branch("request", [asked]);
        world.repository.git("update-ref", "refs/heads/main", head);
        return head;
      },
    },
    {
      name: "a squash of the branch",
      reach: () => {
        const head = world.branch("request", [asked]);
        return onMain(world.write(world.tree(head), [world.main]));
      },
    },
    {
      name: "a rebase of the branch",
      reach: () => {
        world.branch("request", [asked]);
        world.repository.commit({ files: { "docs/other.md": "Meanwhile.\n" } });
        return world.repository.commit({ ...asked, message: "Picked from the branch\n" });
      },
    },
    {
      name: "a merge with a file more",
      reach: () => world.merge(world.branch("request", [asked]), { files: { "policies/own/x.rego": "package x\n" } }),
    },
    {
      name: "a merge with other content",
      reach: () => world.merge(world.branch("request", [asked]), { files: widened }),
    },
    {
      name: "a merge with the file left out",
      reach: () => {
        const head = world.branch("request", [asked]);
        return onMain(world.write(world.tree(world.main), [world.main, head]));
      },
    },
    {
      name: "a merge with a mode changed",
      reach: () =>
        world.merge(world.branch("request", [asked]), {
          files: { [request]: { mode: "100755", text: asked.files[request] } },
        }),
    },
    {
      name: "an octopus",
      reach: () => {
        const [main, one] = [world.main, world.branch("request", [asked])];
        const two = world.branch("other", [{ files: { "docs/other.md": "Other.\n" } }], main);
        const tree = world.tree(
          world.repository.commit({ branch: "scratch", parents: [one], files: { "docs/other.md": "Other.\n" } }),
        );
        return onMain(world.write(tree, [main, one, two]));
      },
    },
    {
      name: "a merge of a conflict, however it was settled",
      reach: () => {
        const head = world.branch("request", [asked]);
        world.repository.commit({ files: widened });
        return onMain(world.write(world.tree(head), [world.main, head]));
      },
    },
    {
      name: "a merge of a history of its own",
      reach: () => {
        const head = world.repository.commit({ ...asked, branch: "request", parents: [] });
        const both = world.repository.commit({ branch: "scratch", parents: [world.main], files: asked.files });
        return onMain(world.write(world.tree(both), [world.main, head]));
      },
    },
    {
      name: "a revert",
      reach: () => {
        const before = world.tree(world.main);
        world.merge(world.branch("request", [asked]));
        return onMain(world.write(before, [world.main], 'Revert "Merge a request"'));
      },
    },
    {
      name: "a revert of a revert",
      reach: () => {
        const before = world.tree(world.main);
        const after = world.tree(world.merge(world.branch("request", [asked])));
        onMain(world.write(before, [world.main], 'Revert "Merge a request"'));
        return onMain(world.write(after, [world.main], 'Reapply "Merge a request"'));
      },
    },
  ];

  function onMain(commit: string): string {
    world.repository.git("update-ref", "refs/heads/main", commit);
    return commit;
  }

  function mergedTree(ours: string, theirs: string): string {
    return world.repository.git("merge-tree", "--write-tree", ours, theirs).split("\n")[0] ?? "";
  }

  it.each(ways)("$name is refused", async ({ reach }) => {
    const commit = reach();
    expect(await world.prove(commit)).toEqual({ ok: false, code: "DIRECT_PUSH", commit });
  });

  it("a merge of main into the branch, pushed as main: the request's own commit never was a change of main", async () => {
    const main = world.main;
    const head = world.branch("request", [asked]);
    const meanwhile = world.repository.commit({ files: { "docs/other.md": "Meanwhile.\n" } });
    const turned = onMain(world.write(mergedTree(head, meanwhile), [head, meanwhile]));
    const answer = await world.prove(turned);
    expect(answer.ok && answer.paths.map(({ path }) => path)).toEqual(["docs/other.md"]);
    expect(await world.git.onFirstParentLine(main, turned, { signal: new AbortController().signal })).toBe(true);
    expect((await world.prove(answer.ok ? answer.before : "")).ok).toBe(false);
  });

  it("a rename on main moves nothing of a branch to where nobody looked", async () => {
    const lines = Array.from({ length: 40 }, (_, line) => `line ${line}\n`).join("");
    world.repository.commit({ files: { "requests/payments/old/2026-11-22-x.yaml": lines } });
    const head = world.branch("request", [
      { files: { "requests/payments/old/2026-11-22-x.yaml": `${lines}role: admin\n` } },
    ]);
    world.repository.commit({
      files: { "requests/payments/old/2026-11-22-x.yaml": null, "requests/payments/new/2026-11-22-x.yaml": lines },
    });
    const commit = world.merge(head);
    expect(await world.prove(commit)).toEqual({ ok: false, code: "DIRECT_PUSH", commit });
  });
});

describe("a change", () => {
  it("is a merge with nothing but what git makes of its two parents", async () => {
    const head = world.branch("request", [asked]);
    world.repository.commit({ files: { "docs/other.md": "Meanwhile.\n" } });
    const before = world.main;
    world.merge(head);
    const { paths, contributors: _, ...facts } = await proof();
    expect(paths.map(({ path, status }) => `${status} ${path}`)).toEqual([`added ${request}`]);
    expect(facts).toMatchObject({
      source: "plain",
      number: null,
      before,
      head,
      openedBy: null,
      openedAt: null,
      reviews: [],
      mergedAt: null,
    });
  });

  it("is dated by its merge, which may refuse it and never allows it", async () => {
    world.merge(world.branch("request", [asked]));
    const { committer } = await world.git.commit(world.main, { signal: new AbortController().signal });
    expect((await proof()).claimedAt).toBe(committer.at);
  });

  it("may have taken main into its branch before", async () => {
    world.branch("request", [asked]);
    const main = world.repository.commit({ files: { "docs/other.md": "Meanwhile.\n" } });
    const request1 = world.repository.git("rev-parse", "refs/heads/request");
    const tree = world.repository.git("merge-tree", "--write-tree", request1, main).split("\n")[0] ?? "";
    const head = world.write(tree, [request1, main], "Take main");
    world.merge(head);
    const { paths, base } = await proof();
    expect([paths.map(({ path }) => path), base]).toEqual([[request], main]);
  });

  it("of nothing has no paths", async () => {
    const old = world.main;
    world.repository.commit({ files: { "docs/other.md": "Later.\n" } });
    world.merge(old);
    expect((await proof()).paths).toEqual([]);
  });

  it("that has no single beginning cannot be proposed", async () => {
    const head = world.repository.commit({ ...asked, branch: "request", parents: [] });
    const proposed = world.forge.propose(world.main, head, { signal: new AbortController().signal });
    await expect(proposed).rejects.toMatchObject({ code: "MERGE_BASE_MISSING" });
  });
});

describe("S53 whoever touched the request's file is named", () => {
  const named = (contributors: readonly Contributor[] | undefined): readonly string[] =>
    [...new Set(contributors?.map(({ as, email, name }) => `${as} ${email ?? name}`))].sort();

  it.each([
    {
      name: "author and committer, where another person carried the commit",
      commits: [{ ...asked, author: "Mallory <mallory@acme.example>", committer: "Bob <bob@acme.example>" }],
      expected: ["author mallory@acme.example", "committer bob@acme.example"],
    },
    {
      name: "co-authors, however their trailer is written",
      commits: [
        {
          ...asked,
          message:
            "Ask\n\nco-authored-BY:Bob <bob@acme.example>\nCo-authored-by: dana\nCo-authored-by: <erin@acme.example>\n",
        },
      ],
      expected: [
        "author alice@acme.example",
        "co-author bob@acme.example",
        "co-author dana",
        "co-author erin@acme.example",
        "committer alice@acme.example",
      ],
    },
    {
      name: "whoever changed it between, also where it was changed back",
      commits: [
        asked,
        { files: widened, author: "Mallory <mallory@acme.example>" },
        { ...asked, author: "Bob <bob@acme.example>" },
      ],
      expected: ["alice", "bob", "mallory"]
        .flatMap((who) => [`author ${who}@acme.example`, `committer ${who}@acme.example`])
        .sort(),
    },
    {
      name: "nobody who only added something beside it",
      commits: [asked, { files: { "statements/x.sig": "{}\n" }, author: "Bob <bob@acme.example>" }],
      expected: ["author alice@acme.example", "committer alice@acme.example"],
    },
    {
      name: "somebody without an address",
      commits: [{ ...asked, author: "Nobody <>" }],
      expected: ["author Nobody", "committer Nobody"],
    },
  ])("$name", async ({ commits, expected }) => {
    world.merge(world.branch("request", commits));
    expect(named((await proof()).contributors.get(request))).toEqual(expected);
  });

  it("who merged something else into the branch and put content into that merge", async () => {
    const one = world.branch("request", [asked]);
    const other = world.repository.commit({ files: { "docs/other.md": "Meanwhile.\n" } });
    const scratch = world.repository.commit({
      branch: "scratch",
      parents: [one],
      files: { ...widened, "docs/other.md": "Meanwhile.\n" },
    });
    const evil = world.write(world.tree(scratch), [one, other], "Take main");
    world.merge(evil);
    expect(named((await proof()).contributors.get(request))).toEqual([
      "author alice@acme.example",
      "author test@acme.example",
      "committer alice@acme.example",
      "committer test@acme.example",
    ]);
  });

  it("who brought back by a merge what main had taken away", async () => {
    world.repository.commit(asked);
    const old = world.main;
    const gone = world.repository.commit({ files: { [request]: null, "docs/other.md": "Gone.\n" } });
    const kept = world.repository.commit({ branch: "scratch", parents: [old], files: { "docs/other.md": "Gone.\n" } });
    const evil = world.write(world.tree(kept), [old, gone], "Take main, keep ours");
    world.merge(evil);
    const { paths, contributors } = await proof();
    expect(paths.map(({ path, status }) => `${status} ${path}`)).toEqual([`added ${request}`]);
    expect(named(contributors.get(request))).toEqual(["author test@acme.example", "committer test@acme.example"]);
  });

  it("whatever the path is called", async () => {
    const odd = 'requests/payments/customers-db/\u00fc "q"\n.yaml';
    world.merge(world.branch("request", [{ files: { [odd]: "x\n" }, author: "Alice <alice@acme.example>" }]));
    const { paths, contributors } = await proof();
    expect(paths.map(({ path }) => path)).toEqual([odd]);
    expect(named(contributors.get(odd))).toEqual(["author alice@acme.example", "committer alice@acme.example"]);
  });
});
