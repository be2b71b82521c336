import { readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly required?: readonly string[];
  readonly properties?: { readonly [name: string]: Schema };
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

interface Described {
  readonly source: string;
  /** By method, path template and status. */
  readonly answers: { readonly [route: string]: Schema };
  readonly $defs: { readonly [name: string]: Schema };
}

const described = JSON.parse(readFileSync(new URL("schema.json", import.meta.url), "utf8")) as Described;
const ajv = new Ajv({ strict: false, allErrors: true, logger: false, validateFormats: false });
ajv.addSchema({ $id: "github", $defs: described.$defs });
const compiled = new Map<string, ValidateFunction>();

/** Routes whose answers GitHub describes: `GET /user 200`. */
export const describedRoutes: readonly string[] = Object.keys(described.answers);

/**
 * Fills in what a handler did not state, so that every answer has the form that GitHub describes; throws where what it
 * stated does not. A handler states facts only.
 */
export function complete(route: string, facts: unknown): unknown {
  const schema = described.answers[route];
  if (schema === undefined) throw new Error(`GitHub describes no answer of ${route}`);
  const answer = fill(schema, JSON.parse(JSON.stringify(facts)));
  const validate = compiled.get(route) ?? ajv.compile(schema);
  compiled.set(route, validate);
  if (validate(answer)) return answer;
  const faults = (validate.errors ?? []).slice(0, 5).map((error) => `${error.instancePath} ${error.message ?? ""}`);
  throw new Error(`${route} would not answer so: ${faults.join("; ")}`);
}

function fill(outer: Schema, value: unknown): unknown {
  const schema = resolve(outer);
  if (value === undefined) return blank(schema);
  if (Array.isArray(value)) return value.map((item) => fill(schema.items ?? {}, item));
  if (value === null || typeof value !== "object") return value;
  const answer: { [name: string]: unknown } = { ...value };
  for (const part of partsOf(schema)) {
    for (const name of part.required ?? [])
      if (answer[name] === undefined) answer[name] = fill(part.properties?.[name] ?? {}, undefined);
    for (const [name, inner] of Object.entries(part.properties ?? {}))
      if (answer[name] !== undefined) answer[name] = fill(inner, answer[name]);
  }
  return answer;
}

/** What an object has to have: of alternatives the first that is not null. */
function partsOf(schema: Schema): readonly Schema[] {
  const [one] = (schema.anyOf ?? schema.oneOf ?? []).map(resolve).filter(({ type }) => type !== "null");
  const all = (schema.allOf ?? []).flatMap((part) => partsOf(resolve(part)));
  return [schema, ...all, ...(one === undefined ? [] : partsOf(one))];
}

function blank(schema: Schema): unknown {
  const types = typeof schema.type === "string" ? [schema.type] : (schema.type ?? []);
  const choices = schema.anyOf ?? schema.oneOf;
  if (types.includes("null") || choices?.some(({ type }) => type === "null") === true) return null;
  if (schema.enum !== undefined) return schema.enum[0];
  if (choices?.[0] !== undefined) return fill(choices[0], undefined);
  switch (types[0] ?? "object") {
    case "string":
      return schema.format === "date-time"
        ? "2026-01-01T00:00:00Z"
        : schema.format === "uri"
          ? "https://github.example/"
          : "";
    case "integer":
    case "number":
      return 0;
    case "boolean":
      return false;
    case "array":
      return [];
    default:
      return fill(schema, {});
  }
}

function resolve(schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  const named = described.$defs[schema.$ref.slice("github#/$defs/".length)];
  if (named === undefined) throw new Error(`GitHub describes no ${schema.$ref}`);
  return resolve(named);
}
