import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { compiledModule } from "../../../scripts/schemas/compiled.ts";
import { publishedSchemas } from "../../../scripts/schemas/published.ts";

const root = path.resolve(import.meta.dirname, "../../..");
const folder = path.join(root, "schemas");
const published = [...(await publishedSchemas())];

describe("schemas/", () => {
  it("holds what src/core says and nothing else (npm run schemas)", () => {
    const files = globSync("*.json", { cwd: folder }).toSorted();
    expect(files.map((file) => [file, readFileSync(path.join(folder, file), "utf8")])).toEqual(published);
  });

  it("are compiled as they are, and none of those that commands meet is left out (npm run schemas)", () => {
    expect(readFileSync(path.join(root, "src/core/json/compiled-schemas.ts"), "utf8")).toBe(compiledModule());
  });

  it.each(published)("%s is a schema that Ajv takes at its strictest", (_name, text) => {
    const ajv = new Ajv({ strict: true, allowUnionTypes: true, validateFormats: false });
    expect(typeof ajv.compile(JSON.parse(text) as object)).toBe("function");
  });

  it("has one for everything that people or other programs write or read", () => {
    const needed = ["config", "decision", "event", "org", "people", "policy-input", "request", "resources"];
    const names = published.map(([name]) => path.basename(name, ".json"));
    expect(names).toEqual(expect.arrayContaining([...needed, "statement", "teams", "vendors", "workloads"]));
  });

  it.each([
    { schema: "request", files: "requests/**/*.yaml" },
    { schema: "config", files: "brevet.yaml" },
    { schema: "people", files: "policies/catalog/people.yaml" },
    { schema: "teams", files: "policies/catalog/teams.yaml" },
    { schema: "vendors", files: "policies/catalog/vendors.yaml" },
    { schema: "workloads", files: "policies/catalog/workloads.yaml" },
    { schema: "org", files: "policies/catalog/org.yaml" },
    { schema: "resources", files: "policies/catalog/resources/*.yaml" },
  ])("fits what stands in $files", ({ schema, files }) => {
    const text = readFileSync(path.join(folder, `${schema}.json`), "utf8");
    const ajv = new Ajv({ strict: true, allowUnionTypes: true, validateFormats: false, allErrors: true });
    const fits = ajv.compile(JSON.parse(text) as object);
    const found = globSync(files, { cwd: root });
    expect(found).not.toEqual([]);
    const misfits = found.filter((file) => !fits(parse(readFileSync(path.join(root, file), "utf8"))));
    expect(misfits).toEqual([]);
  });
});
