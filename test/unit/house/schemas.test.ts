import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { publishedSchemas } from "../../../scripts/schemas/published.ts";

const folder = path.resolve(import.meta.dirname, "../../../schemas");
const published = [...(await publishedSchemas())];

describe("schemas/", () => {
  it("holds what src/core says and nothing else (npm run schemas)", () => {
    const files = globSync("*.json", { cwd: folder }).toSorted();
    expect(files.map((file) => [file, readFileSync(path.join(folder, file), "utf8")])).toEqual(published);
  });

  it.each(published)("%s is a schema that Ajv takes at its strictest", (_name, text) => {
    const ajv = new Ajv({ strict: true, allowUnionTypes: true, validateFormats: false });
    expect(typeof ajv.compile(JSON.parse(text) as object)).toBe("function");
  });
});
