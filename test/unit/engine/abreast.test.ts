import { describe, expect, it } from "vitest";
import { abreast } from "../../../src/engine/abreast.ts";

/** Work that ends when it is told to, and says what is under way. */
function workshop(): {
  readonly begun: string[];
  readonly work: (item: string) => Promise<string>;
  readonly end: (item: string, error?: Error) => Promise<void>;
} {
  const begun: string[] = [];
  const ends = new Map<string, PromiseWithResolvers<string>>();
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return {
    begun,
    work: (item) => {
      begun.push(item);
      const own = Promise.withResolvers<string>();
      ends.set(item, own);
      return own.promise;
    },
    end: async (item, error) => {
      const own = ends.get(item);
      if (error === undefined) own?.resolve(item.toUpperCase());
      else own?.reject(error);
      await settle();
    },
  };
}

describe("abreast", () => {
  it("begins so many, in order, and the next one when one has ended", async () => {
    const { begun, work, end } = workshop();
    const all = abreast(["a", "b", "c", "d"], 2, work);
    expect(begun).toEqual(["a", "b"]);
    await end("b");
    expect(begun).toEqual(["a", "b", "c"]);
    for (const item of ["a", "c", "d"]) await end(item);
    expect(await all).toEqual(["A", "B", "C", "D"]);
  });

  it("begins nothing more once one throws, which it answers", async () => {
    const { begun, work, end } = workshop();
    const all = abreast(["a", "b", "c", "d"], 2, work);
    await Promise.all([expect(all).rejects.toThrow("enough"), end("a", new Error("enough")).then(() => end("b"))]);
    expect(begun).toEqual(["a", "b"]);
  });

  it("is done at once where there is nothing to do", async () => {
    expect(await abreast([], 4, workshop().work)).toEqual([]);
  });
});
