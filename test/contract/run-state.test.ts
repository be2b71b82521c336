import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Heartbeat } from "../../src/core/ledger/heartbeat.ts";
import { gitRunState } from "../../src/ledger/git-run-state.ts";
import type { RunState } from "../../src/ports/run-state.ts";
import { EngineRoom, options, signature } from "../fakes/engine-room.ts";

const ref = "refs/brevet/run";
const said: Heartbeat = {
  v: 1,
  installation: "0b6f9e0e-2f0a-4e0c-9d53-1f4f8f3f7c11",
  engine: "7d0f8a55-90f3-4d4c-9a33-2f5d1f0e7a10",
  beat: 1,
  since: "2026-11-23T10:00:00.000Z",
  at: "2026-11-23T10:00:15.000Z",
  overdue: 0,
  lost: [{ target: "door", code: "TARGET_UNREACHABLE" }],
};

let room: EngineRoom;
beforeEach(async () => {
  room = await EngineRoom.found();
});
afterEach(() => room[Symbol.asyncDispose]());

/** The signs of life as another engine of the room sees them. key: its own; null: it only reads. */
async function runState(key: typeof room.key | null = room.key): Promise<RunState> {
  const { git } = await room.engine({ key });
  return gitRunState(
    { git, signature, trust: room.trust, key: key === null ? null : { kind: "text", text: key.privateKey } },
    ref,
  );
}

/** Writes one, and answers under which id. */
async function written(state: RunState, old: string | null, beat: number): Promise<string> {
  const answer = await state.write(old, { ...said, beat }, options);
  if (answer.outcome === "moved") throw new Error("moved");
  return answer.id;
}

describe("signs of life on a git server", () => {
  it("are read by every engine as they were said, and replaced from exactly where they were", async () => {
    const [one, two] = [await runState(), await runState()];
    expect(await two.read(options)).toEqual({ id: null, heartbeat: null });
    const first = await written(one, null, 1);
    expect(await two.read(options)).toEqual({ id: first, heartbeat: said });
    expect(await two.write(null, { ...said, beat: 9 }, options)).toEqual({ outcome: "moved" });
    const second = await written(two, first, 2);
    expect(await one.write(first, { ...said, beat: 9 }, options)).toEqual({ outcome: "moved" });
    await one.clear(first, options).catch(() => undefined);
    expect(await one.read(options)).toMatchObject({ id: second, heartbeat: { beat: 2 } });
    await two.clear(second, options);
    expect(await one.read(options)).toEqual({ id: null, heartbeat: null });
  });

  it("leave nothing behind but the one that stands, where they are said and where they are read", async () => {
    const [writer, reader] = [await room.engine({}), await room.engine({ key: null })];
    const parts = { signature, trust: room.trust };
    const one = gitRunState({ ...parts, git: writer.git, key: { kind: "text", text: room.key.privateKey } }, ref);
    const two = gitRunState({ ...parts, git: reader.git, key: null }, ref);
    let last: string | null = null;
    const all: string[] = [];
    for (let beat = 1; beat <= 3; beat += 1) {
      last = await written(one, last, beat);
      expect(await two.read(options)).toMatchObject({ id: last });
      all.push(last);
    }
    for (const { git } of [writer, reader]) {
      const found = await Promise.all(all.map((id) => git.resolve(id, options)));
      expect(found).toEqual([null, null, last]);
    }
    room.server.git("update-ref", ref, room.tip ?? "");
    await two.read(options);
    room.server.git("update-ref", "-d", ref);
    await two.read(options);
    expect(await reader.git.resolve(room.tip ?? "", options)).toBe(room.tip);
  });

  it("S87 say nothing where no trusted engine signed them, and are replaced all the same", async () => {
    const stranger = await runState(signature.generateKey("stranger"));
    const one = await runState();
    const id = await written(stranger, null, 2099);
    expect(await one.read(options)).toEqual({ id, heartbeat: null });
    const mine = await written(one, id, 1);
    expect(await one.read(options)).toMatchObject({ id: mine, heartbeat: { beat: 1 } });
    room.server.git("update-ref", ref, room.tip ?? "");
    expect(await one.read(options)).toEqual({ id: room.tip, heartbeat: null });
  });
});
