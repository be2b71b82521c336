import { describe, expect, it } from "vitest";
import { bring } from "../../../src/git/bring.ts";
import type { Remote } from "../../../src/git/remote.ts";

const signal = new AbortController().signal;
const heads = (...names: readonly string[]): Map<string, string> =>
  new Map(names.map((name) => [name, `id of ${name}`]));
const orders = Array.from({ length: 2500 }, (_, at) => `a-orders/${at}`);

/** A remote with those branches, before and after each failure; it fails as often as it is told to. */
function remote(...states: readonly ReadonlyMap<string, string>[]): Remote & { readonly brought: string[] } {
  const left = [...states];
  const brought: string[] = [];
  return {
    name: "origin",
    brought,
    list: () => Promise.resolve(left[0] ?? new Map()),
    bring(branches) {
      if (left.length > 1) {
        left.shift();
        return Promise.reject(new Error("couldn't find remote ref"));
      }
      brought.push(...branches);
      return Promise.resolve();
    },
    find: () => Promise.resolve(null),
    findBelow: () => Promise.resolve([]),
    bringRef: () => Promise.resolve(),
    push: () => Promise.resolve(null),
  };
}

async function brought(
  there: ReturnType<typeof remote>,
  patterns: readonly string[],
  here = heads(),
): Promise<readonly string[]> {
  await bring(there, patterns, here, { drop: () => Promise.resolve(), signal });
  return there.brought;
}

describe("bring", () => {
  it("brings what is new, and nothing that is here already", async () => {
    expect(await brought(remote(heads("a", "b")), ["a", "b"], heads("a"))).toEqual(["b"]);
  });

  it("S83 brings what was named, however many orders there are, and the rest little by little", async () => {
    const flood = remote(heads(...orders, "main", "z-ledger"));
    const first = await brought(flood, ["a-orders/*", "main", "z-ledger"]);
    expect(first).toEqual(["main", "z-ledger", ...orders.slice(0, 1000)]);
    const second = await brought(remote(heads(...orders)), ["a-orders/*"], heads(...first));
    expect(second).toEqual(orders.slice(1000, 2000));
  });

  it("S83 begins anew when somebody deletes an order that is being fetched", async () => {
    const fading = remote(heads("main", "orders/1", "orders/2"), heads("main", "orders/2"), heads("main"));
    expect(await brought(fading, ["main", "orders/*"])).toEqual(["main"]);
  });

  it("throws when that goes on, and when nothing has gone", async () => {
    const all = ["a", "b", "c", "d"];
    const vanishing = remote(...all.map((_, at) => heads(...all.slice(at))), heads());
    await expect(brought(vanishing, all)).rejects.toThrow("couldn't find remote ref");
    await expect(brought(remote(heads("a"), heads("a")), ["a"])).rejects.toThrow("couldn't find remote ref");
  });

  it.each([
    { here: "orders", wanted: "orders/1" },
    { here: "ledger/1/x", wanted: "ledger/1" },
    { here: "a/b/c/d", wanted: "a" },
  ])("S83 takes $here away, which $wanted has no room beside", async ({ here, wanted }) => {
    const dropped: string[] = [];
    const drop = (branch: string): Promise<unknown> => Promise.resolve(dropped.push(branch));
    await bring(remote(heads(wanted)), [wanted], heads(here, "order", "ledger/10"), { drop, signal });
    expect(dropped).toEqual([here]);
  });
});
