import { chmodSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isEvent } from "../../src/core/ledger/event-of.ts";
import type { Event } from "../../src/core/ledger/event.ts";
import { appended, EngineRoom, options, type Engine } from "../fakes/engine-room.ts";

let room: EngineRoom;
beforeEach(async () => {
  room = await EngineRoom.found();
});
afterEach(async () => {
  await room[Symbol.asyncDispose]();
});

/** Appends until nobody was faster, as `apply` does; answers how often somebody was. */
async function insist(engine: Engine, from: number, count: number): Promise<number> {
  for (let lost = 0; ; lost += 1) {
    const answer = await engine.ledger.append(await engine.view(), room.drafts(count, from), options);
    if (answer.outcome === "appended") return lost;
  }
}

async function told(engine: Engine): Promise<readonly string[]> {
  const view = await engine.view();
  const events: Event[] = [];
  for await (const event of engine.ledger.events(view, 3, options)) events.push(event);
  return events.map((event) => (isEvent(event, "frozen") ? event.body.code : event.type));
}

describe("S27 several engines append at once", () => {
  it.each([{ engines: 2 }, { engines: 8 }])(
    "$engines of them: each event is there once, the chain is whole",
    async ({ engines }) => {
      const crowd = await Promise.all(Array.from({ length: engines }, () => room.engine()));
      await Promise.all(crowd.map((engine, index) => insist(engine, index * 2, 2)));

      const witness = await room.engine({ key: null });
      const codes = await told(witness);
      expect(codes).toHaveLength(engines * 2);
      expect(new Set(codes)).toEqual(new Set(Array.from({ length: engines * 2 }, (_, n) => `STOPPED_${n}`)));
      // A run is one push: nobody's events come in between.
      expect(codes.filter((_, place) => place % 2 === 0).map((code) => Number(code.slice(8)) % 2)).not.toContain(1);
      expect(await witness.ledger.verify(options)).toMatchObject({ ok: true, events: 2 + engines * 2 });
    },
  );
});

describe("S27 a push that does not get through", () => {
  let engine: Engine;
  let hook: string;
  beforeEach(async () => {
    engine = await room.engine();
    hook = join(room.server.folder, "hooks", "pre-receive");
  });

  function refuse(): void {
    writeFileSync(hook, "#!/bin/sh\necho 'No space left on device' >&2\nexit 1\n");
    chmodSync(hook, 0o755);
  }

  it("is an error, leaves nothing, and can be tried again", async () => {
    const view = await engine.view();
    refuse();
    await expect(engine.ledger.append(view, room.drafts(1), options)).rejects.toMatchObject({
      code: "GIT_PUSH_REFUSED",
    });
    expect(room.tip).toBe(view.tip.commit);
    expect(await engine.view()).toEqual(view);

    rmSync(hook);
    expect(appended(await engine.ledger.append(view, room.drafts(1), options)).tip.seq).toBe(3);
    expect(await told(engine)).toEqual(["STOPPED_1"]);
  });

  it("is no reason to believe less: the engine that was cut off goes on from what it knows", async () => {
    const view = await engine.view();
    engine.clone.git("remote", "set-url", "origin", "file:///nowhere");
    await expect(engine.ledger.append(view, room.drafts(1), options)).rejects.toMatchObject({ name: "BrevetError" });
    expect(await engine.ledger.open(options)).toEqual({ view, distrust: null });
  });

  it("leaves nothing where it was stopped", async () => {
    const view = await engine.view();
    const stopped = { signal: AbortSignal.abort(new Error("enough")) };
    await expect(engine.ledger.append(view, room.drafts(1), stopped)).rejects.toThrow("enough");
    expect(room.tip).toBe(view.tip.commit);
  });

  it("says that it moved also where another engine said the very same at the same moment", async () => {
    const view = await engine.view();
    const writer = await room.engine();
    const { tip } = appended(await writer.ledger.append(view, room.drafts(1), options));
    expect(await engine.ledger.append(view, room.drafts(1), options)).toEqual({ outcome: "moved" });
    expect((await engine.view()).tip).toEqual(tip);
    expect(await told(engine)).toEqual(["STOPPED_1"]);
  });
});
