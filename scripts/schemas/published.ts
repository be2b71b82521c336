import { globSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const root = path.resolve(import.meta.dirname, "../..");
const prefix = "urn:brevet:";

function hasId(value: unknown): value is { readonly $id: string } {
  return typeof value === "object" && value !== null && "$id" in value && typeof value.$id === "string";
}

/**
 * The schemas that editors and other programs read, as file name to text: every exported `{…} as const` of a
 * `*schema.ts` in src/core whose `$id` is `urn:brevet:NAME`.
 */
export async function publishedSchemas(): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const file of globSync("src/core/**/*schema.ts", { cwd: root }).toSorted()) {
    const module = (await import(pathToFileURL(path.join(root, file)).href)) as Record<string, unknown>;
    for (const schema of Object.values(module).filter(hasId)) {
      if (!schema.$id.startsWith(prefix)) throw new Error(`${file}: $id is ${prefix}NAME, not ${schema.$id}`);
      const name = `${schema.$id.slice(prefix.length)}.json`;
      const text = `${JSON.stringify({ $schema: "http://json-schema.org/draft-07/schema#", ...schema }, null, 2)}\n`;
      if ((files.get(name) ?? text) !== text) throw new Error(`two schemas are called ${schema.$id}`);
      files.set(name, text);
    }
  }
  return new Map([...files].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
