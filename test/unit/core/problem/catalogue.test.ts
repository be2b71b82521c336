import { globSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { catalogue } from "../../../../src/core/problem/catalogue.ts";

const folder = path.resolve(import.meta.dirname, "../../../../src/core/problem/codes");

async function codesOf(file: string): Promise<readonly string[]> {
  const areas = Object.values((await import(path.join(folder, file))) as Record<string, object>);
  return areas.flatMap((area) => Object.keys(area));
}

describe("catalogue", () => {
  it("holds every code of every area once", async () => {
    const codes = (await Promise.all(globSync("*.ts", { cwd: folder }).map(codesOf))).flat();
    expect(codes.toSorted()).toEqual(Object.keys(catalogue).toSorted());
  });
});
