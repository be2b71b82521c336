import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { digestBytes } from "../../src/core/json/digest.ts";
import type { HistoryName, Mark, Witness } from "../../src/ports/witness.ts";

/** A place for marks, empty at first, and how to break it. */
export interface WitnessWorld {
  /** One engine's way to it; each call is another engine's. */
  open(history: HistoryName): Promise<Witness>;
  /** From now on it cannot be asked. */
  takeAway(): Promise<void>;
  close(): Promise<void>;
}

const options = { signal: new AbortController().signal };
/** The repository that the world was made for. */
export const history: HistoryName = { repository: "0b6f9e0e-2f0a-4e0c-9d53-1f4f8f3f7c11", branch: "ledger/1" };

function mark(seq: number, of = "event"): Mark {
  return { seq, digest: digestBytes(`${of} ${seq}`) };
}

/** The promises of ports/witness.ts, tried on one kind. */
export function describeWitness(name: string, makeWorld: () => Promise<WitnessWorld>): void {
  describe(`${name} keeps the promises of a witness`, () => {
    let world: WitnessWorld;
    let engine: Witness;
    beforeEach(async () => {
      world = await makeWorld();
      engine = await world.open(history);
    });
    afterEach(async () => {
      await engine.close();
      await world.close();
    });

    it("has no mark at first, and then the one that was left, for every engine", async () => {
      expect((await engine.look(options)).mark).toBeNull();
      expect(await engine.leave(mark(2), options)).toBe("left");
      expect((await engine.look(options)).mark).toEqual(mark(2));
      const other = await world.open(history);
      expect((await other.look(options)).mark).toEqual(mark(2));
      expect(await other.leave(mark(250_001), options)).toBe("left");
      expect((await engine.look(options)).mark).toEqual(mark(250_001));
      await other.close();
    });

    it("S49 goes forward alone: an older mark changes nothing", async () => {
      await engine.leave(mark(7), options);
      expect(await engine.leave(mark(6), options)).toBe("older");
      expect(await engine.leave(mark(6, "another"), options)).toBe("older");
      expect((await engine.look(options)).mark).toEqual(mark(7));
    });

    it("S49 keeps the first of two marks with one sequence, and tells the other", async () => {
      await engine.leave(mark(7), options);
      expect(await engine.leave(mark(7), options)).toBe("left");
      expect(await engine.leave(mark(7, "another"), options)).toBe("forked");
      expect((await engine.look(options)).mark).toEqual(mark(7));
    });

    it("keeps the marks of two branches apart", async () => {
      await engine.leave(mark(7), options);
      const next = await world.open({ ...history, branch: "ledger/2" });
      expect((await next.look(options)).mark).toBeNull();
      expect(await next.leave(mark(3, "another"), options)).toBe("left");
      expect((await next.look(options)).mark).toEqual(mark(3, "another"));
      expect((await engine.look(options)).mark).toEqual(mark(7));
      await next.close();
    });

    it("keeps the newest of marks that several engines leave at once", async () => {
      const others = await Promise.all([1, 2, 3].map(() => world.open(history)));
      const outcomes = await Promise.all(others.map((one, index) => one.leave(mark(10 + index), options)));
      expect(outcomes).toContain("left");
      expect(outcomes).not.toContain("forked");
      const { mark: newest } = await engine.look(options);
      expect([mark(12), mark(11), mark(10)]).toContainEqual(newest);
      await Promise.all(others.map((one) => one.close()));
    });

    it("is never one without a mark where it cannot be asked", async () => {
      await engine.leave(mark(7), options);
      await world.takeAway();
      await expect(engine.look(options)).rejects.toMatchObject({ name: "BrevetError" });
      await expect(engine.leave(mark(8), options)).rejects.toMatchObject({ name: "BrevetError" });
      const fresh = await world.open(history);
      await expect(fresh.look(options)).rejects.toMatchObject({ name: "BrevetError" });
      await fresh.close();
    });

    it("asks nothing once it was told to stop", async () => {
      const stopped = { signal: AbortSignal.abort() };
      await expect(engine.look(stopped)).rejects.toThrow();
      await expect(engine.leave(mark(1), stopped)).rejects.toThrow();
      expect((await engine.look(options)).mark).toBeNull();
    });
  });
}
