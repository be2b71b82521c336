import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { appended, branch, EngineRoom, options, type Engine } from "../fakes/engine-room.ts";
import { readSteps, writeSteps, type Step } from "../fakes/rewrite-history.ts";
import { alice, commit, toDraft } from "../unit/core/ledger/history.ts";

/** Nine events in four runs. */
let room: EngineRoom;
let engine: Engine;
let steps: readonly Step[];
let ids: readonly string[];

beforeAll(async () => {
  room = await EngineRoom.found();
  engine = await room.engine();
  const life = [
    toDraft({ type: "admitted", grant: alice, main: commit(2) }),
    toDraft({ type: "starting", grant: alice, at: 1 }),
    toDraft({ type: "activated", grant: alice, at: 2 }),
  ];
  for (const run of [life, room.drafts(3), [toDraft({ type: "ended", grant: alice, at: 7200 })]])
    appended(await engine.ledger.append(await engine.view(), run, options));
  const { tip } = await engine.view();
  steps = await readSteps(engine, tip.commit);
  ids = engine.clone.git("rev-list", "--reverse", tip.commit).split("\n");
});
afterAll(async () => {
  await room[Symbol.asyncDispose]();
});

/** What somebody does to a history: to which commit, and how. */
type Tampering = { readonly to: number; readonly tail: readonly Step[] };

/** Writes the history up to a commit, then something else, and asks somebody who never saw it before. */
async function verdict({ to, tail }: Tampering): Promise<string | null> {
  const onto = ids[to - 1];
  const tip = await writeSteps(engine, tail, onto === undefined ? {} : { onto });
  engine.clone.git("push", "--quiet", "--force", "origin", `${tip}:refs/heads/${branch}`);
  await stranger.git.fetch([branch], options);
  const { ok, first_bad: bad } = await stranger.ledger.verify(options);
  expect(ok).toBe(bad === null);
  return bad?.code ?? null;
}
let stranger: Engine;
beforeAll(async () => {
  stranger = await room.engine({ key: null });
});

const flip = fc.record({ place: fc.nat(), by: fc.integer({ min: 1, max: 127 }) });
type Flip = { readonly place: number; readonly by: number };

function flipped(bytes: Uint8Array, { place, by }: Flip): Buffer {
  const copy = Buffer.from(bytes);
  const at = place % copy.length;
  copy[at] = (copy[at] ?? 0) ^ by;
  return copy;
}

const seq = fc.nat({ max: 8 });
const at = (index: number): Step => {
  const step = steps[index];
  if (step === undefined) throw new RangeError(String(index));
  return step;
};

describe("S26 whatever is done to one byte or one commit is found", () => {
  it("a byte of a file", async () => {
    await fc.assert(
      fc.asyncProperty(seq, fc.nat(), flip, async (index, which, how) => {
        const step = at(index);
        const paths = Object.keys(step.files).filter((path) => step.files[path] !== null);
        const path = paths[which % paths.length] ?? "";
        const files = { ...step.files, [path]: flipped(step.files[path] as Uint8Array, how) };
        expect(await verdict({ to: index, tail: [{ ...step, files }, ...steps.slice(index + 1)] })).not.toBeNull();
      }),
      { numRuns: 15 },
    );
  });

  it("a byte of a message", async () => {
    await fc.assert(
      fc.asyncProperty(seq, flip, async (index, how) => {
        const step = at(index);
        const message = flipped(Buffer.from(step.message), how).toString("latin1");
        expect(await verdict({ to: index, tail: [{ ...step, message }, ...steps.slice(index + 1)] })).not.toBeNull();
      }),
      { numRuns: 15 },
    );
  });

  it("a byte of a signature", async () => {
    await fc.assert(
      fc.asyncProperty(flip, async (how) => {
        const index = steps.findLastIndex(({ armour }) => armour !== null);
        const step = at(index);
        const armour = flipped(Buffer.from(step.armour ?? ""), how).toString("latin1");
        if (armour.trimEnd() === step.armour?.trimEnd()) return;
        expect(await verdict({ to: index, tail: [{ ...step, armour }] })).not.toBeNull();
      }),
      { numRuns: 10 },
    );
  });

  it("a commit left out, doubled, moved, or without its signature", async () => {
    const how = fc.constantFrom("dropped", "doubled", "moved", "unsigned");
    await fc.assert(
      fc.asyncProperty(seq, seq, how, async (index, other, what) => {
        const step = at(index);
        const rest = steps.toSpliced(index, 1);
        const changed = {
          dropped: rest,
          doubled: steps.toSpliced(index, 0, step),
          moved: rest.toSpliced(other, 0, step),
          unsigned: steps.with(index, { ...step, armour: null }),
        }[what];
        const isSame = changed.length === steps.length && changed.every((each, place) => each === steps[place]);
        const isCutAtRunEnd = what === "dropped" && index === 8;
        if (isSame || isCutAtRunEnd || (what === "unsigned" && step.armour === null)) return;
        const to = changed.findIndex((each, place) => each !== steps[place]);
        const from = to === -1 ? changed.length - 1 : to;
        expect(await verdict({ to: from, tail: changed.slice(from) })).not.toBeNull();
      }),
      { numRuns: 15 },
    );
  });

  it("a commit more, whatever is in it", async () => {
    const file = fc.oneof(
      fc.constant("state/head.json"),
      fc.constant("events/000/00/00/000000010-frozen.json"),
      fc.constant("x"),
    );
    await fc.assert(
      fc.asyncProperty(file, fc.string(), fc.string(), async (path, text, message) => {
        const step = { files: { [path]: text }, message: message.replaceAll("\0", "?"), armour: null };
        expect(await verdict({ to: 9, tail: [step] })).not.toBeNull();
      }),
      { numRuns: 15 },
    );
  });
});
