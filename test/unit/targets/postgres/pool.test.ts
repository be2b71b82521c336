import { beforeEach, describe, expect, it } from "vitest";
import { brevetError } from "../../../../src/core/problem/brevet-error.ts";
import type { Database, Row } from "../../../../src/targets/postgres/database.ts";
import { openPool } from "../../../../src/targets/postgres/pool.ts";

const options = { signal: new AbortController().signal };
const unreachable = (): Error => brevetError("TARGET_UNREACHABLE", { target: "db", what: "too many connections" });
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Connections in memory: what each was asked, in order, and what it owes. */
let asked: string[][];
let owed: PromiseWithResolvers<readonly Row[]>[][];
let closed: number[];
let pool: Database;

beforeEach(() => {
  [asked, owed, closed] = [[], [], []];
  pool = openPool(3, (): Database => {
    const [own, ownOwed, index] = [[] as string[], [] as PromiseWithResolvers<readonly Row[]>[], asked.length];
    asked.push(own);
    owed.push(ownOwed);
    return {
      query: (text) => {
        own.push(text);
        const answer = Promise.withResolvers<readonly Row[]>();
        ownOwed.push(answer);
        return answer.promise;
      },
      close: () => Promise.resolve(void closed.push(index)),
    };
  });
});

const ask = (text: string): Promise<readonly Row[]> => pool.query(text, [], options);

async function answer(connection: number, error?: Error): Promise<void> {
  const first = owed[connection]?.shift();
  if (error === undefined) first?.resolve([{ from: connection }]);
  else first?.reject(error);
  await settle();
}

describe("a pool", () => {
  it("opens nothing before it is asked, and one connection for whoever asks one thing after another", async () => {
    expect(asked).toEqual([]);
    for (const text of ["a", "b"]) {
      const answered = ask(text);
      await answer(0);
      expect(await answered).toEqual([{ from: 0 }]);
    }
    expect(asked).toEqual([["a", "b"]]);
  });

  it("opens more for what is asked at the same time, up to so many; then whoever has the least to do is asked", async () => {
    const all = ["a", "b", "c", "d"].map(ask);
    expect(asked).toEqual([["a", "d"], ["b"], ["c"]]);
    await answer(1);
    all.push(ask("e"));
    expect(asked).toEqual([["a", "d"], ["b", "e"], ["c"]]);
    for (const connection of [0, 0, 1, 2]) await answer(connection);
    expect((await Promise.all(all)).flat()).toEqual([0, 1, 2, 0, 1].map((from) => ({ from })));
  });

  it("does without a connection that a server lets nobody in by, and opens no other", async () => {
    const all = ["a", "b"].map(ask);
    await answer(1, unreachable());
    expect(closed).toEqual([1]);
    expect(asked).toEqual([["a", "b"], ["b"]]);
    all.push(ask("c"));
    expect(asked).toEqual([["a", "b", "c"], ["b"]]);
    for (let count = 0; count < 3; count += 1) await answer(0);
    expect((await Promise.all(all)).flat()).toEqual([{ from: 0 }, { from: 0 }, { from: 0 }]);
  });

  it.each([
    { name: "the first one could not be reached", connection: 0, error: unreachable(), answers: 0 },
    { name: "one that answered before was lost", connection: 1, error: unreachable(), answers: 1 },
    { name: "the database says no", connection: 1, error: new Error("no"), answers: 0 },
  ])("tells that $name, and asks nobody else", async ({ connection, error, answers }) => {
    const before = answers === 0 ? [] : ["a", "b"].map(ask);
    for (const index of before.keys()) await answer(index);
    await Promise.all(before);
    const both = [ask("c"), ask("d")];
    const came = Promise.allSettled(both);
    await answer(connection, error);
    await answer(1 - connection);
    expect((await came)[connection]).toEqual({ status: "rejected", reason: error });
    expect(asked.flat().filter((text) => text === "c" || text === "d")).toHaveLength(2);
  });

  it("closes every connection", async () => {
    const all = ["a", "b"].map(ask);
    for (const index of all.keys()) await answer(index);
    await Promise.all(all);
    await pool.close();
    expect(closed).toEqual([0, 1]);
  });
});
