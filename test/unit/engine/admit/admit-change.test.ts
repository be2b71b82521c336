import { beforeEach, describe, expect, it } from "vitest";
import type { Decision } from "../../../../src/core/decision/decision.ts";
import { inputVersion, type PolicyInput } from "../../../../src/core/decision/input.ts";
import type { EventBodies } from "../../../../src/core/ledger/event-body.ts";
import type { Draft, Event } from "../../../../src/core/ledger/event.ts";
import { instant } from "../../../../src/core/time/instant.ts";
import { toTimestamp } from "../../../../src/core/time/timestamp.ts";
import { admitChange, type Refused } from "../../../../src/engine/admit/admit-change.ts";
import type { ApplyPorts } from "../../../../src/engine/engine-ports.ts";
import { openJournal } from "../../../../src/engine/run-journal.ts";
import type { Forge, Proof } from "../../../../src/ports/forge.ts";
import { decision, reason, stage } from "../../../fakes/decision.ts";
import { morning, requestText, told, Town } from "../../../fakes/town.ts";

const options = { signal: new AbortController().signal };
const by: Event["by"] = { kind: "engine", version: "test", run: null };
const pathOf = (name: string): string => `requests/payments/ledger-db/2026-11-23-${name}.yaml`;
const idOf = (name: string): string => `payments/ledger-db/2026-11-23-${name}`;

let town: Town;
beforeEach(async () => {
  town = await Town.found();
});

/** What admitting one commit of main comes to. */
async function admit(
  commit: string,
  over: Partial<ApplyPorts> = {},
): Promise<{ drafts: readonly Draft[]; refused: readonly Refused[] }> {
  const journal = openJournal(town.view.state, by, () => town.now);
  const rules = await town.rules();
  const run = { view: town.view, journal, rules: { merge: rules, now: rules } };
  const refused = await admitChange(town.ports(over), run, await town.world.walked(commit), options);
  return { drafts: journal.drafts, refused };
}

async function toldOf(commit: string, over: Partial<ApplyPorts> = {}): Promise<string[]> {
  return (await admit(commit, over)).drafts.map((draft) =>
    draft.type === "refused" ? `${told(draft)}: ${codesOf(draft)}` : told(draft),
  );
}

function codesOf({ body }: Draft): string {
  const { code, codes, uses_id: usesId } = body as EventBodies["refused"];
  expect(code).toBe(codes[0]);
  return `${codes.join("+")}${usesId ? ", used up" : ""}`;
}

/** Alice's grant, given. */
async function live(): Promise<void> {
  await town.granted("alice", "a");
  await town.apply();
  expect(town.story).toContain("activated a");
}

/** A branch that does that to main, merged. */
function change(files: Readonly<Record<string, string | null>>): string {
  town.write("change", files);
  return town.merge("change");
}

/** A rule that answers by who asks. */
const only =
  (who: string, otherwise: Decision) =>
  ({ subject }: PolicyInput): Decision =>
    subject.id === who ? decision() : otherwise;

describe("admitChange", () => {
  it("admits what was merged and is allowed, by all that it was judged by", async () => {
    const id = await town.ask("alice", "a");
    const commit = town.merge(id);
    const rules = await town.rules();
    const { drafts, refused } = await admit(commit);
    expect(refused).toEqual([]);
    expect(drafts).toMatchObject([
      {
        type: "admitted",
        grant: id,
        main: commit,
        body: {
          judged: {
            subject: "alice",
            requester: "alice",
            entitlement: "payments/ledger-db:reader",
            request: { digest: town.digest(id), blob: town.world.repository.tree(commit).get(pathOf("a"))?.oid },
            effect: { target: "db", identity: "id-of-db", rights: { role: "ro" } },
            change: { source: "plain", number: null },
            rules: { merge: rules.digest, now: rules.digest },
            approvals: [],
            decision: { reasons: [] },
            input_version: inputVersion,
            input: { phase: "admit", subject: { id: "alice" } },
          },
          public_key: null,
          lease: { from: toTimestamp(morning), until: "2026-11-23T12:00:00.000Z" },
          emergency: false,
          extends: null,
          restore: false,
          obligations: [],
        },
      },
    ]);
  });

  it("names who agreed, and how", async () => {
    town.decide = () => decision({ stages: [stage()] });
    const id = await town.ask("alice", "a");
    await town.approve("bob", id);
    const [draft] = (await admit(town.merge(id))).drafts;
    expect(draft).toMatchObject({
      type: "admitted",
      body: {
        judged: {
          approvals: [
            {
              by: "bob",
              via: "signature",
              hardware: false,
              user_verified: false,
              proof: expect.stringMatching(/^sha256-/) as string,
            },
          ],
        },
      },
    });
  });

  it("looks at nothing that brings no request", async () => {
    const commit = town.world.repository.commit({ files: { "docs/x.md": "x", "statements/orders/x.sig": "x" } });
    const journal = openJournal(town.view.state, by, () => town.now);
    const rules = await town.rules();
    const prove = (): never => {
      throw new Error("nothing is to be proved");
    };
    const ports = { ...town.ports(), forge: { ...town.ports().forge, prove } };
    const run = { view: town.view, journal, rules: { merge: rules, now: rules } };
    expect(await admitChange(ports, run, await town.world.walked(commit), options)).toEqual([]);
    expect(journal.drafts).toEqual([]);
  });

  it("S20 refuses what was pushed, whatever the rules say", async () => {
    const commit = town.world.repository.commit({ files: { [pathOf("a")]: requestText("alice"), "docs/x.md": "x" } });
    const { drafts, refused } = await admit(commit);
    expect(drafts).toMatchObject([
      {
        type: "refused",
        grant: idOf("a"),
        main: commit,
        body: { code: "DIRECT_PUSH", codes: ["DIRECT_PUSH"], uses_id: false, judged: null },
      },
    ]);
    expect(refused).toMatchObject([{ id: idOf("a"), problems: [{ code: "DIRECT_PUSH", path: pathOf("a") }] }]);
    expect(refused[0]?.problems[0]?.message).toContain(commit.slice(0, 7));
    expect(town.asked).toEqual([]);
  });

  it("refuses a request that was not signed", async () => {
    const id = await town.ask("alice", "a", { sign: false });
    expect(await toldOf(town.merge(id))).toEqual(["refused a: NOT_ASKED"]);
  });

  it("refuses for good what rules deny", async () => {
    town.decide = () => decision({ reasons: [reason()] });
    const { drafts, refused } = await admit(town.merge(await town.ask("alice", "a")));
    expect(drafts.map(codesOf)).toEqual(["LEASE_TOO_LONG, used up"]);
    expect(drafts).toMatchObject([{ body: { judged: { subject: "alice", decision: { reasons: [{}] } } } }]);
    expect(refused).toMatchObject([{ id: idOf("a"), problems: [{ code: "LEASE_TOO_LONG", severity: "error" }] }]);
  });

  it("tells every reason of a denial", async () => {
    town.decide = () =>
      decision({ reasons: [reason(), reason({ code: "OTHER" }), reason({ code: "SOFT", severity: "warn" })] });
    expect(await toldOf(town.merge(await town.ask("alice", "a")))).toEqual([
      "refused a: LEASE_TOO_LONG+OTHER, used up",
    ]);
  });

  it("refuses what still waits for somebody, until it is merged again", async () => {
    town.decide = () => decision({ stages: [stage()] });
    const { drafts, refused } = await admit(town.merge(await town.ask("alice", "a")));
    expect(drafts.map(codesOf)).toEqual(["PENDING"]);
    expect(refused).toMatchObject([{ problems: [{ code: "PENDING", path: pathOf("a") }] }]);
    expect(refused[0]?.problems[0]?.message).toContain(idOf("a"));
  });

  it("refuses, for good, what somebody objects to", async () => {
    const id = await town.ask("alice", "a");
    await town.sign("dana", id, { do: "object", request: id, digest: town.digest(id) });
    expect(await toldOf(town.merge(id))).toEqual(["refused a: OBJECTED, used up"]);
  });

  it("admits what is objected to no longer, however the objection was taken back", async () => {
    const id = await town.ask("alice", "a");
    const objection = await town.sign("dana", id, { do: "object", request: id, digest: town.digest(id) });
    const lift = await town.statement("dana", { do: "lift", digest: objection });
    town.write(id, { [lift.path]: lift.text });
    expect(lift.path).toMatch(/^statements\/orders\//);
    expect(await toldOf(town.merge(id))).toEqual(["admitted a"]);
  });

  it("reads no orders about what nobody objects to, however many there are", async () => {
    const { git } = town.world;
    const read: string[] = [];
    const list: typeof git.list = (revision, folder, asked) => {
      read.push(folder);
      return git.list(revision, folder, asked);
    };
    const commit = town.merge(await town.ask("alice", "a"));
    expect(await toldOf(commit, { git: { ...git, list } })).toEqual(["admitted a"]);
    expect(read).toContain(`statements/${idOf("a")}`);
    expect(read).not.toContain("statements/orders");
  });

  it("takes no other order for one that takes an objection back", async () => {
    const id = await town.ask("alice", "a");
    const objection = await town.sign("dana", id, { do: "object", request: id, digest: town.digest(id) });
    const lift = await town.statement("dana", { do: "lift", digest: objection });
    town.write(id, { [lift.path.replace("-lift-", "-revoke-")]: lift.text, [`${lift.path}.txt`]: lift.text });
    expect(await toldOf(town.merge(id))).toEqual(["refused a: OBJECTED, used up"]);
  });
});

describe("a change of several requests", () => {
  async function both(who: "alice" | "bob" = "bob", name = "b"): Promise<string> {
    const id = await town.ask("alice", "a");
    town.write(id, { [pathOf(name)]: requestText(who) });
    const { path, text } = await town.statement(who, {
      do: "request",
      request: idOf(name),
      digest: await digestOf(who, name),
    });
    town.write(id, { [path]: text });
    return town.merge(id);
  }

  async function digestOf(who: "alice" | "bob", name: string): Promise<ReturnType<Town["digest"]>> {
    const elsewhere = await Town.found();
    return elsewhere.digest(await elsewhere.ask(who, name));
  }

  it("is admitted in order of id, each judged as if those before it were", async () => {
    expect(await toldOf(await both("alice"))).toEqual(["admitted a", "admitted b"]);
    expect(town.asked.map(({ history }) => history.overlapping.length)).toEqual([0, 1]);
  });

  it("is judged in order of id, whatever the order of its paths", async () => {
    expect([pathOf("a"), pathOf("a-b")].sort()).toEqual([pathOf("a-b"), pathOf("a")]);
    expect(await toldOf(await both("alice", "a-b"))).toEqual(["admitted a", "admitted a-b"]);
  });

  it("S61 is one: where one was not even asked for, the other is refused with it", async () => {
    const id = await town.ask("alice", "a");
    town.write(id, { [pathOf("b")]: requestText("bob") });
    expect(await toldOf(town.merge(id))).toEqual(["refused a: BUNDLE_REFUSED", "refused b: NOT_ASKED"]);
  });

  it("is one: where one is denied, the other is refused with it, and may come again", async () => {
    town.decide = only("bob", decision({ reasons: [reason()] }));
    const commit = await both();
    const { refused } = await admit(commit);
    expect(await toldOf(commit)).toEqual(["refused a: LEASE_TOO_LONG, used up", "refused b: BUNDLE_REFUSED"]);
    expect(refused.map(({ id }) => id)).toEqual([idOf("a"), idOf("b")]);
    expect(refused[1]).toMatchObject({ problems: [{ code: "BUNDLE_REFUSED", path: pathOf("b") }] });
  });

  it("tells of each why, where one waits and the other is denied", async () => {
    town.decide = ({ subject }) =>
      subject.id === "bob" ? decision({ stages: [stage()] }) : decision({ reasons: [reason()] });
    expect(await toldOf(await both())).toEqual(["refused a: LEASE_TOO_LONG, used up", "refused b: PENDING"]);
  });

  it("sees what those before it hold only where they would be admitted", async () => {
    town.decide = () => decision({ stages: [stage()] });
    await admit(await both("alice"));
    expect(town.asked.map(({ history }) => history.overlapping.length)).toEqual([0, 0]);
  });
});

describe("a change that is not only new requests", () => {
  it("changes no grant by an edited file, and says so", async () => {
    await live();
    const { drafts, refused } = await admit(change({ [pathOf("a")]: requestText("alice", "start: now\n") }));
    expect(drafts.map(codesOf)).toEqual(["REQUEST_EDITED"]);
    expect(refused).toMatchObject([{ id: idOf("a"), problems: [{ code: "REQUEST_EDITED", path: pathOf("a") }] }]);
    expect(JSON.stringify(refused)).toContain(`${idOf("a")} `);
  });

  it("ends no grant by a deleted file, and says so", async () => {
    await live();
    const { drafts, refused } = await admit(change({ [pathOf("a")]: null }));
    expect(drafts.map(codesOf)).toEqual(["DELETION_UNSIGNED"]);
    expect(refused).toMatchObject([{ id: idOf("a"), problems: [{ code: "DELETION_UNSIGNED", path: pathOf("a") }] }]);
    expect(refused[0]?.problems[0].message).toContain(idOf("a"));
  });

  it("says nothing of a deleted file whose grant never was", async () => {
    town.decide = () => decision({ reasons: [reason()] });
    await town.granted("alice", "a");
    await town.apply();
    expect(await admit(change({ [pathOf("a")]: null }))).toEqual({ drafts: [], refused: [] });
  });

  it("nor of one whose grant has ended", async () => {
    await live();
    town.pass(121);
    await town.apply();
    expect(town.story.at(-1)).toBe("ended a");
    expect(await admit(change({ [pathOf("a")]: null }))).toEqual({ drafts: [], refused: [] });
  });

  it("nor of one whose grant is ending", async () => {
    await live();
    town.target("db").faults.unreachable = true;
    await town.order("alice", { do: "revoke", match: { request: idOf("a") }, reason: "No longer needed" });
    await town.apply();
    expect(town.view.state.grants[idOf("a")]?.ending).toBe("revoked");
    expect(await admit(change({ [pathOf("a")]: null }))).toEqual({ drafts: [], refused: [] });
  });

  it("admits a new request beside an edited one", async () => {
    await live();
    const id = await town.ask("bob", "b");
    town.write(id, { [pathOf("a")]: requestText("alice", "start: now\n") });
    expect(await toldOf(town.merge(id))).toEqual(["refused a: REQUEST_EDITED", "admitted b"]);
  });

  it("S20 admits nothing of what is mixed with other files", async () => {
    await live();
    const id = await town.ask("bob", "b");
    town.write(id, { "docs/x.md": "x", [pathOf("a")]: null });
    expect(await toldOf(town.merge(id))).toEqual(["refused a: DELETION_UNSIGNED", "refused b: MIXED_CHANGE"]);
  });

  it("tells where the fault lies, not which request it keeps out", async () => {
    const id = await town.ask("bob", "b");
    town.write(id, { "docs/x.md": "x" });
    expect((await admit(town.merge(id))).refused).toMatchObject([{ id: idOf("b"), problems: [{ path: "docs/x.md" }] }]);
  });

  it("tells of a flood as much as a change may bring", async () => {
    const files = Array.from({ length: 101 }, (_, n) => [
      pathOf(`x${String(n).padStart(3, "0")}`),
      requestText("alice"),
    ]);
    town.write("flood", Object.fromEntries(files) as Record<string, string>);
    const { drafts, refused } = await admit(town.merge("flood"));
    expect(drafts).toHaveLength(100);
    expect(new Set(drafts.map(codesOf))).toEqual(new Set(["CHANGE_TOO_LARGE"]));
    expect(refused).toHaveLength(100);
  });
});

describe("what a request is judged with", () => {
  it("is recorded by the rules of its merge too, where others are in force now", async () => {
    const commit = town.merge(await town.ask("alice", "a"));
    const now = await town.rules();
    const merge = { ...now, digest: `sha256-${"0".repeat(43)}` as const };
    const judged = async (rules: { merge: typeof now; now: typeof now }): Promise<object> => {
      const journal = openJournal(town.view.state, by, () => town.now);
      await admitChange(town.ports(), { view: town.view, journal, rules }, await town.world.walked(commit), options);
      return (journal.drafts[0]?.body as EventBodies["admitted"]).judged;
    };
    expect(await judged({ merge, now })).toMatchObject({
      rules: { merge: merge.digest, now: now.digest },
      input: { phase: "admit", subject: { id: "alice" } },
      merge_input: { phase: "admit", subject: { id: "alice" } },
    });
    expect(Object.keys(await judged({ merge: now, now }))).not.toContain("merge_input");
  });

  it("is the merged tree, its contributors and dates", async () => {
    const id = await town.ask("alice", "a");
    town.decide = () => decision({ stages: [stage()] });
    await town.approve("bob", id);
    town.write(id, { [pathOf("a")]: `${requestText("alice")}# bob was here\n` }, "bob");
    await town.sign("alice", id, { do: "request", request: id, digest: town.digest(id) });
    await town.approve("bob", id);
    expect(await toldOf(town.merge(id))).toEqual(["admitted a"]);
  });

  it("S53 nobody who wrote it fills a seat", async () => {
    town = await Town.found({
      "policies/catalog/people.yaml": await peopleWith("bob", "email: bob@acme.example"),
    });
    const id = await town.ask("alice", "a");
    town.decide = () => decision({ stages: [stage()] });
    town.write(id, { [pathOf("a")]: `${requestText("alice")}# bob was here\n` }, "bob");
    await town.approve("bob", id);
    expect(await toldOf(town.merge(id))).toEqual(["refused a: PENDING"]);
  });

  /** The same forge, which says otherwise of what it proves. */
  function proving(other: (proof: Proof) => Partial<Proof>): { readonly forge: Forge } {
    const { forge } = town.ports();
    const prove: Forge["prove"] = async (commit, asked) => {
      const proof = await forge.prove(commit, asked);
      return proof.ok ? { ...proof, ...other(proof) } : proof;
    };
    return { forge: { ...forge, prove } };
  }

  it("S15 nobody fills a seat where the forge does not know who wrote it", async () => {
    const id = await town.ask("alice", "a");
    town.decide = () => decision({ stages: [stage()] });
    await town.approve("bob", id);
    const commit = town.merge(id);
    expect(
      await toldOf(
        commit,
        proving(() => ({ contributors: new Map() })),
      ),
    ).toEqual(["refused a: PENDING"]);
    expect(
      await toldOf(
        commit,
        proving(() => ({ contributors: new Map([[pathOf("a"), []]]) })),
      ),
    ).toEqual(["admitted a"]);
  });

  it("S21 what a forge proves and the merged tree does not hold is refused", async () => {
    const id = await town.ask("alice", "a");
    const paths = ({ paths: proved }: Proof): Partial<Proof> => ({
      paths: [...proved, { ...proved[0]!, path: pathOf("b") }],
    });
    const { drafts } = await admit(town.merge(id), proving(paths));
    expect(drafts.map(told)).toEqual(["refused a", "refused b"]);
    expect(drafts.map(codesOf)[0]).toBe("BUNDLE_REFUSED");
    expect(drafts[1]).toMatchObject({ body: { judged: null, uses_id: false } });
  });

  describe("by a pull request", () => {
    const merged = instant(morning + 60_000);
    /** As a forge with accounts vouches: alice (1001) opened it, and bob (1002) approved its head. */
    const opened = ({ head }: Proof): Partial<Proof> => ({
      source: "github",
      number: 41,
      contributors: new Map([[pathOf("a"), [{ as: "pusher", name: "Alice", email: null, forgeId: 1001 }]]]),
      openedBy: 1001,
      openedAt: morning,
      mergedAt: merged,
      reviews: [{ id: 7, byForgeId: 1002, commit: head, said: "approved", at: morning, text: "", dismissedAt: null }],
    });

    it("is recorded with who opened it, when it was merged, and every review that counted", async () => {
      const people = (await peopleWith("bob", "github: { login: bob, id: 1002 }")).replace(
        "alice: {",
        "alice: { github: { login: alice, id: 1001 },",
      );
      town = await Town.found({ "policies/catalog/people.yaml": people });
      town.decide = () => decision({ stages: [stage()] });
      const commit = town.merge(await town.ask("alice", "a"));
      const [, head] = town.world.repository.stored(commit).parents;
      const [draft] = (await admit(commit, proving(opened))).drafts;
      expect(draft?.type).toBe("admitted");
      const { judged } = draft?.body as EventBodies["admitted"];
      expect(judged.change).toEqual({
        source: "github",
        number: 41,
        opened_by: 1001,
        merged_at: toTimestamp(merged),
        head,
      });
      expect(judged.approvals).toEqual([
        {
          by: "bob",
          via: "github",
          hardware: false,
          user_verified: false,
          proof: expect.stringMatching(/^sha256-/) as string,
          review: { change: 41, id: 7, by: 1002, commit: head, at: toTimestamp(morning) },
        },
      ]);
    });

    describe("that deletes it", () => {
      /** Alice's grant is live, and its file was deleted on main. Answers the deletion. */
      async function deleted(): Promise<string> {
        const alice = await peopleWith("alice", "github: { login: alice, id: 1001 }");
        const people = alice.replace("vera: {", "vera: { github: { login: vera, id: 1003 },");
        town = await Town.found({ "policies/catalog/people.yaml": people });
        await live();
        return change({ [pathOf("a")]: null });
      }

      const pushedBy = (...ids: readonly number[]): Proof["contributors"] =>
        new Map([[pathOf("a"), ids.map((forgeId) => ({ as: "pusher", name: "x", email: null, forgeId }))]]);

      it("ends the grant where who opened it may, and nobody else had a hand in it", async () => {
        const commit = await deleted();
        expect(await admit(commit, proving(opened))).toEqual({
          drafts: [
            expect.objectContaining({
              type: "withdrawn",
              grant: idOf("a"),
              main: commit,
              body: { by: "alice", number: 41 },
            }),
          ],
          refused: [],
        });
      });

      it.each<{ name: string; other: Partial<Proof> }>([
        { name: "who has no right to", other: { openedBy: 1003, contributors: pushedBy(1003) } },
        { name: "whom nobody knows", other: { openedBy: 1009, contributors: pushedBy(1009) } },
        { name: "beside whom another pushed", other: { contributors: pushedBy(1001, 1003) } },
        { name: "of whom the forge does not know what they pushed", other: { contributors: new Map() } },
        { name: "without a number", other: { number: null } },
      ])("ends nothing by somebody $name", async ({ other }) => {
        const commit = await deleted();
        const proof = proving((of) => ({ ...opened(of), ...other }));
        expect(await toldOf(commit, proof)).toEqual(["refused a: DELETION_UNSIGNED"]);
      });
    });

    it("is recorded by its number alone where the forge does not say when it was merged", async () => {
      const proof = proving((of) => ({ ...opened(of), mergedAt: null, reviews: [] }));
      const [draft] = (await admit(town.merge(await town.ask("alice", "a")), proof)).drafts;
      const { judged } = draft?.body as EventBodies["admitted"];
      expect(judged.change).toEqual({ source: "github", number: 41 });
    });

    it("is no part of what a forge without accounts proves", async () => {
      town.decide = () => decision({ stages: [stage()] });
      const id = await town.ask("alice", "a");
      await town.approve("bob", id);
      const [draft] = (await admit(town.merge(id))).drafts;
      const { judged } = draft?.body as EventBodies["admitted"];
      expect(judged.change).toEqual({ source: "plain", number: null });
      expect(Object.keys(judged.approvals[0]!)).not.toContain("review");
    });
  });

  async function peopleWith(who: string, more: string): Promise<string> {
    const { git, repository } = town.world;
    const path = "policies/catalog/people.yaml";
    const text = (await git.read(repository.tip("main") ?? "", [path], options)).get(path)?.bytes;
    return Buffer.from(text ?? [])
      .toString()
      .replace(`${who}: {`, `${who}: { ${more},`);
  }

  it("its merge's own date may refuse it", async () => {
    const id = await town.ask("alice", "a");
    const commit = town.merge(id);
    town.pass(25 * 60);
    expect(await toldOf(commit)).toEqual(["refused a: TOO_LATE"]);
  });

  it("no more bytes than a request may have are read", async () => {
    town.write("long", { [pathOf("a")]: `${requestText("alice")}#${"x".repeat(100_000)}\n` });
    const { refused } = await admit(town.merge("long"));
    expect(refused).toMatchObject([{ id: idOf("a"), problems: [{ path: pathOf("a") }] }]);
    expect(town.asked).toEqual([]);
  });
});
