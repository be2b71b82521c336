import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { digestBytes } from "../../../src/core/json/digest.ts";
import type { Draft, Event } from "../../../src/core/ledger/event.ts";
import { foldAll } from "../../../src/core/ledger/fold.ts";
import { toMessage } from "../../../src/core/ledger/message.ts";
import { seal } from "../../../src/core/ledger/seal.ts";
import { stateDigest, toShards } from "../../../src/core/ledger/shards.ts";
import type { LedgerView } from "../../../src/ports/ledger.ts";
import { appended, branch, EngineRoom, options, signature, type Engine } from "../../fakes/engine-room.ts";
import { readSteps, writeSteps, type Step } from "../../fakes/rewrite-history.ts";
import { alice, bodies, commit, toDraft } from "../core/ledger/history.ts";

const life: readonly Draft[] = [
  toDraft({ type: "admitted", grant: alice, main: commit(2) }),
  toDraft({ type: "starting", grant: alice, at: 1 }),
  toDraft({ type: "activated", grant: alice, at: 2 }),
];

/** Events 1-2, 3-5 (alice's grant) and 6-7, each a signed run; the engine has seen all of them. */
let room: EngineRoom;
let engine: Engine;
let honest: LedgerView;
let early: LedgerView;
let steps: readonly Step[];

beforeAll(async () => {
  room = await EngineRoom.found();
  engine = await room.engine();
  early = viewOf(await engine.ledger.append(await engine.view(), life, options));
  honest = viewOf(await engine.ledger.append(early, room.drafts(2), options));
  steps = await readSteps(engine, honest.tip.commit);
});

beforeEach(async () => {
  room.move(honest.tip.commit);
  await engine.git.keep("refs/brevet/ledger", honest.tip.commit, options);
});

afterAll(async () => {
  await room[Symbol.asyncDispose]();
});

function viewOf(answer: Awaited<ReturnType<Engine["ledger"]["append"]>>): LedgerView {
  const { tip, state } = appended(answer);
  return { tip, state, distrust: null };
}

/** Puts a tip that was made in the engine's clone onto the server, by force. */
function force(tip: string): void {
  engine.clone.git("push", "--quiet", "--force", "origin", `${tip}:refs/heads/${branch}`);
}

/** What an engine that was there before, and one that was not, make of the server's ledger now. */
async function opened(): Promise<{ readonly known: Opened; readonly fresh: Opened }> {
  return { known: await engine.open(), fresh: await (await room.engine()).open() };
}
type Opened = Awaited<ReturnType<Engine["open"]>>;

/** Nothing was granted and nothing lost: alice's grant is still to be ended, and nothing can be appended. */
async function expectOnlyEnds(view: LedgerView | null, by: Engine = engine): Promise<void> {
  expect(view?.state.grants[alice]?.state).toBe("active");
  const before = room.tip;
  if (view !== null)
    await expect(by.ledger.append(view, room.drafts(1), options)).rejects.toMatchObject({
      code: "LEDGER_NOT_BELIEVED",
    });
  expect(room.tip).toBe(before);
}

async function firstBad(by?: Engine): Promise<{ readonly seq: number; readonly code: string } | null> {
  const verifier = by ?? (await room.engine({ key: null }));
  await verifier.git.fetch([branch], options);
  const { ok, first_bad: bad } = await verifier.ledger.verify(options);
  expect(ok).toBe(bad === null);
  return bad && { seq: bad.seq, code: bad.code };
}

function at(seq: number): Step {
  const step = steps[seq - 1];
  if (step === undefined) throw new RangeError(String(seq));
  return step;
}

/** The same commit with its event's text changed, and the message as the changed event would have it or not. */
function withEvent(step: Step, change: (text: string) => string): Step {
  const files = Object.fromEntries(
    Object.entries(step.files).map(([path, bytes]) => [
      path,
      path.startsWith("events/") && bytes !== null ? change(Buffer.from(bytes as Uint8Array).toString()) : bytes,
    ]),
  );
  return { ...step, files };
}

const without = (seq: number): readonly Step[] => steps.filter((_, index) => index !== seq - 1);
const replaced = (seq: number, step: Step): readonly Step[] => steps.with(seq - 1, step);

describe("a ledger that nobody touched", () => {
  it("verifies, and git itself finds the engine's signature good", async () => {
    expect(await firstBad()).toBeNull();
    const { clone } = engine;
    const allowed = join(clone.folder, "allowed");
    writeFileSync(allowed, `engine ${room.key.publicKey}\n`);
    clone.git("config", "gpg.ssh.allowedSignersFile", allowed);
    expect(() => clone.git("verify-commit", honest.tip.commit)).not.toThrow();
  });
});

describe("a clone one commit deep", () => {
  it("opens, and goes on appending", async () => {
    const shallow = await room.engine({ depth: 1 });
    const view = await shallow.view();
    expect(view).toEqual(honest);
    const { tip } = appended(await shallow.ledger.append(view, room.drafts(1), options));
    expect((await engine.view()).tip).toEqual(tip);
    expect(await firstBad(engine)).toBeNull();
  });
});

describe("S26 a ledger that was rewritten", () => {
  it.each([
    {
      name: "an event altered",
      make: () =>
        replaced(
          4,
          withEvent(at(4), (text) => text.replace("alice", "mallo")),
        ),
    },
    { name: "an event dropped", make: () => without(4) },
    { name: "the first event dropped", make: () => without(1) },
    { name: "events reordered", make: () => steps.with(3, at(5)).with(4, at(4)) },
    { name: "an event doubled", make: () => [...steps.slice(0, 4), at(4), ...steps.slice(4)] },
    { name: "an event forged in between", make: () => [...steps.slice(0, 5), forged(), ...steps.slice(5)] },
  ])("$name: the first bad event is named, nothing is appended, and what is live is still ended", async ({ make }) => {
    force(await writeSteps(engine, make()));
    const { known, fresh } = await opened();
    expect(known.distrust?.code).toMatch(/^LEDGER_(FOREIGN_EVENT|REWOUND)$/);
    await expectOnlyEnds(known.view);
    expect(fresh.distrust?.code).toBe("LEDGER_FOREIGN_EVENT");
    expect(await firstBad()).toMatchObject({ code: expect.stringMatching(/^LEDGER_/) as string });
  });

  it("names the altered event, also where its message was altered with it by a thief of the key", async () => {
    const altered = reworded(at(4), (text) => text.replace("alice", "mallory"));
    force(await writeSteps(engine, replaced(4, altered), { thief: room.key }));
    expect(await firstBad()).toEqual({ seq: 4, code: "LEDGER_CHAIN" });
  });

  it("names where events were cut off at the end, as far as somebody verified them before", async () => {
    room.move(early.tip.commit);
    const { known, fresh } = await opened();
    expect(known.distrust?.code).toBe("LEDGER_REWOUND");
    expect(known.view?.tip).toEqual(honest.tip);
    await expectOnlyEnds(known.view);
    expect(await firstBad(engine)).toEqual({ seq: 6, code: "LEDGER_REWOUND" });
    expect(fresh.distrust).toBeNull();
  });

  it("names where a run was cut in its middle", async () => {
    room.move(engine.clone.git("rev-parse", `${early.tip.commit}~1`));
    const { fresh } = await opened();
    expect(fresh.distrust?.code).toBe("LEDGER_FOREIGN_EVENT");
    expect(fresh.view?.tip.seq).toBe(2);
    expect(await firstBad()).toEqual({ seq: 3, code: "LEDGER_FOREIGN_EVENT" });
  });
});

/** A `frozen` event that follows the fifth, well made but for the signature. */
function forged(): Step {
  return { files: { "events/000/00/00/000000006-frozen.json": "{}\n" }, message: "frozen: by nobody\n", armour: null };
}

/** A commit whose event says something else, and whose message agrees. */
function reworded(step: Step, change: (text: string) => string): Step {
  const [path = "", bytes] = Object.entries(step.files)[0] ?? [];
  const text = change(Buffer.from(bytes as Uint8Array).toString()).trimEnd();
  const message = toMessage(JSON.parse(text) as Event, digestBytes(text));
  return { ...step, message, files: { ...step.files, [path]: `${text}\n` } };
}

describe("S48 a writer of the ledger branch without an engine key", () => {
  it("admits nobody: what no engine signed is not believed, and not extended", async () => {
    force(await writeSteps(engine, [{ ...forged(), armour: null }], { onto: honest.tip.commit }));
    const { known, fresh } = await opened();
    for (const { view, distrust } of [known, fresh]) {
      expect([view?.tip.seq, distrust?.code]).toEqual([7, "LEDGER_FOREIGN_EVENT"]);
      await expectOnlyEnds(view);
    }
    expect(await firstBad()).toMatchObject({ seq: 8 });
  });

  it("ends nothing early by editing the state", async () => {
    const step: Step = { files: { "state/head.json": "{}\n" }, message: at(7).message, armour: at(7).armour };
    force(await writeSteps(engine, [step], { onto: honest.tip.commit }));
    const { known, fresh } = await opened();
    for (const { view, distrust } of [known, fresh]) {
      expect([view?.tip.seq, distrust?.code]).toEqual([7, "LEDGER_FOREIGN_EVENT"]);
      await expectOnlyEnds(view);
    }
    expect(await firstBad()).toEqual({ seq: 8, code: "LEDGER_EVENT_FORM" });
  });

  it("hides nothing behind a merge", async () => {
    const other = engine.clone.commit({ branch: "evil", parents: [], files: { "x.txt": "x" } });
    const merge = engine.clone.commit({ branch: "evil", parents: [other, honest.tip.commit], message: "Merge\n" });
    force(merge);
    const { known, fresh } = await opened();
    expect([known.view?.tip.seq, known.distrust?.code]).toEqual([7, "LEDGER_FOREIGN_EVENT"]);
    await expectOnlyEnds(known.view);
    expect([fresh.view, fresh.distrust?.code]).toEqual([null, "LEDGER_FOREIGN_EVENT"]);
  });
});

describe("S49 a ledger that is not the one that was verified", () => {
  it("rewound to an older signed tip: nothing starts, ends follow the last verified state", async () => {
    const seen = await engine.view();
    room.move(early.tip.commit);
    const { view, distrust } = await engine.open();
    expect([view?.tip, distrust?.code]).toEqual([seen.tip, "LEDGER_REWOUND"]);
    await expectOnlyEnds(view);
  });

  it("swapped for another ledger of the same engine: its genesis is not pinned", async () => {
    await using other = await EngineRoom.found();
    const stranger = await other.engine();
    await stranger.view();
    stranger.clone.git("push", "--quiet", "--force", room.server.folder, `${other.tip}:refs/heads/${branch}`);
    room.trust = { ...room.trust, keys: [...room.trust.keys, other.key.fingerprint] };
    const both = await room.engine();
    const { view, distrust } = await both.open();
    expect([view, distrust?.code]).toEqual([null, "LEDGER_OTHER_GENESIS"]);
    expect(await firstBad()).toEqual({ seq: 1, code: "LEDGER_OTHER_GENESIS" });
  });

  it("swapped below an engine that knew the right one: it goes on ending from that", async () => {
    await using other = await EngineRoom.found();
    const stranger = await other.engine();
    await stranger.view();
    stranger.clone.git("push", "--quiet", "--force", room.server.folder, `${other.tip}:refs/heads/${branch}`);
    const { view, distrust } = await engine.open();
    expect([view?.tip, distrust?.code]).toEqual([honest.tip, "LEDGER_UNTRUSTED_KEY"]);
    await expectOnlyEnds(view);
  });
});

describe("S71 a tip signed by a key that nobody pinned", () => {
  it("is not believed, whatever its own events say of that key", async () => {
    const thief = signature.generateKey("thief");
    const forging = await room.engine({
      key: thief,
      trust: { ...room.trust, keys: [...room.trust.keys, thief.fingerprint] },
    });
    const recovered = toDraft({
      type: "recovered",
      body: {
        by: [],
        ledger: { seq: 7, digest: honest.tip.digest },
        trust: [thief.fingerprint],
        distrust: [room.key.fingerprint],
        dropped: [],
      },
    });
    appended(await forging.ledger.append(await forging.view(), [recovered], options));
    const { known, fresh } = await opened();
    for (const { view, distrust } of [known, fresh]) {
      expect([view?.tip.seq, distrust?.code]).toEqual([7, "LEDGER_UNTRUSTED_KEY"]);
      await expectOnlyEnds(view);
    }
    expect(await firstBad()).toEqual({ seq: 8, code: "LEDGER_UNTRUSTED_KEY" });
  });

  it("is not believed either where it is added to the very run of the pinned genesis", async () => {
    const thief = signature.generateKey("thief");
    const [first] = steps;
    if (first === undefined) throw new Error("no genesis");
    const genesis = JSON.parse(String(Object.values(first.files)[0])) as Event;
    const recovered = toDraft({
      type: "recovered",
      body: { ...bodies.recovered, trust: [thief.fingerprint], distrust: [] },
    });
    const state = foldAll(null, [{ event: genesis }]);
    const sealed = seal(state, recovered);
    const shards = toShards(foldAll(state, [sealed])!);
    const forging: Step = {
      files: { "events/000/00/00/000000002-recovered.json": `${sealed.text}\n`, ...Object.fromEntries(shards) },
      message: toMessage(sealed.event, sealed.digest, stateDigest(shards)),
      armour: "made again",
    };
    force(await writeSteps(engine, [{ ...first, armour: null }, forging], { thief }));
    expect(await firstBad()).toEqual({ seq: 2, code: "LEDGER_UNTRUSTED_KEY" });
    expect((await opened()).fresh).toMatchObject({ view: null, distrust: { code: "LEDGER_UNTRUSTED_KEY" } });
  });
});

describe("S80 a ledger branch that is gone", () => {
  it("starts nothing and ends nothing early: ends follow the last verified state", async () => {
    room.move(null);
    room.server.commit({ branch: "main", files: { "README.md": "Here is something else.\n" } });
    const { known, fresh } = await opened();
    expect([known.view?.tip, known.distrust?.code]).toEqual([honest.tip, "LEDGER_MISSING"]);
    await expectOnlyEnds(known.view);
    expect([fresh.view, fresh.distrust?.code]).toEqual([null, "LEDGER_MISSING"]);
  });

  it("is not created anew over what was verified", async () => {
    room.move(null);
    room.server.commit({ branch: "main", files: { "README.md": "Here is something else.\n" } });
    await engine.open();
    await expect(engine.ledger.create(room.beginning(), options)).rejects.toMatchObject({ code: "LEDGER_EXISTS" });
  });

  it("is not taken for gone when the remote does not answer", async () => {
    const cutOff = await room.engine();
    await cutOff.view();
    cutOff.clone.git("remote", "set-url", "origin", "file:///nowhere");
    await expect(cutOff.open()).rejects.toMatchObject({ code: "GIT_REMOTE_FAILED" });
    expect((await cutOff.ledger.open(options)).distrust).toBeNull();
  });
});
