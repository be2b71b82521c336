import { globSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { bundle } from "./bundle.ts";

type Schema = Readonly<Record<string, unknown>> & { readonly $id: string };

const root = path.resolve(import.meta.dirname, "../..");
const prefix = "urn:brevet:";
const event = `${prefix}event`;
const statement = `${prefix}statement`;

function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && "$id" in value && typeof value.$id === "string";
}

/** An export is a schema, or a record of them. */
function schemasOf(value: unknown): Schema[] {
  if (isSchema(value)) return [value];
  return typeof value === "object" && value !== null ? Object.values(value).filter(isSchema) : [];
}

async function collect(): Promise<Map<string, Schema>> {
  const found = new Map<string, Schema>();
  for (const file of globSync("src/core/**/*.ts", { cwd: root }).toSorted()) {
    const module = (await import(pathToFileURL(path.join(root, file)).href)) as Record<string, unknown>;
    for (const schema of Object.values(module).flatMap(schemasOf)) {
      if (!schema.$id.startsWith(prefix)) throw new Error(`${file}: $id is ${prefix}NAME, not ${schema.$id}`);
      if ((found.get(schema.$id) ?? schema) !== schema) throw new Error(`${file}: another schema is ${schema.$id}`);
      found.set(schema.$id, schema);
    }
  }
  return found;
}

/** In core an event's body is checked by its type after the frame; one file says both. */
function withBodies(frame: Schema, groups: readonly Schema[]): Schema {
  const { enum: types } = (frame["properties"] as { readonly type: { readonly enum: readonly string[] } }).type;
  const allOf = types.map((type) => {
    const group = groups.find(({ $defs }) => type in ($defs as object));
    if (group === undefined) throw new Error(`no group of bodies has ${type}`);
    return {
      if: { properties: { type: { const: type } } },
      then: { properties: { body: { $ref: `${group.$id}#/$defs/${type}` } } },
    };
  });
  return { ...frame, allOf };
}

/** One line of a statement file, whatever it does. */
function anyOfThem(kinds: readonly Schema[]): Schema {
  return { $id: statement, title: "Statement", oneOf: kinds.map(({ $id }) => ({ $ref: $id })) };
}

/** The schemas that editors and other programs read, as file name to text: all of core's, each standing alone. */
export async function publishedSchemas(): Promise<ReadonlyMap<string, string>> {
  const all = await collect();
  const within = (family: string): Schema[] => [...all.values()].filter(({ $id }) => $id.startsWith(`${family}-`));
  const inner = new Set([...within(event), ...within(statement)]);
  const files = [...[...all.values()].filter((schema) => !inner.has(schema)), anyOfThem(within(statement))]
    .map((schema) => (schema.$id === event ? withBodies(schema, within(event)) : schema))
    .map((schema): [string, string] => {
      const alone = { $schema: "http://json-schema.org/draft-07/schema#", ...bundle(schema, all) };
      return [`${schema.$id.slice(prefix.length)}.json`, `${JSON.stringify(alone, null, 2)}\n`];
    });
  return new Map(files.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
