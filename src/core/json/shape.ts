import type { Json } from "./value.ts";

/** A JSON Schema that says which names there are, and of values no more than whether they hold some. */
export type Shape = { readonly [keyword: string]: unknown };

interface Schema {
  readonly $ref?: string;
  readonly $defs?: { readonly [name: string]: Schema };
  readonly properties?: { readonly [name: string]: Schema };
  readonly additionalProperties?: unknown;
  readonly items?: Schema;
}

/** The names that a schema knows; its references within itself are resolved. */
export function shapeOfSchema(schema: object): Shape {
  const { $defs = {} } = schema as Schema;
  const shape = (part: Schema): Shape => {
    if (part.$ref !== undefined) return shape($defs[part.$ref.replace("#/$defs/", "")] ?? {});
    if (part.properties !== undefined) {
      const isClosed = part.additionalProperties === false;
      return object(
        Object.entries(part.properties).map(([name, inner]) => [name, shape(inner)]),
        isClosed,
      );
    }
    return part.items === undefined ? {} : { type: "array", items: shape(part.items) };
  };
  return shape(schema);
}

/**
 * The names that a value has, and beside them the kind of each number, text and truth. It stands where a type checker does not
 * look, since another day it may be of another kind.
 */
export function shapeOfValue(value: Json): Shape {
  if (value === null) return {};
  if (typeof value !== "object") return { "x-kind": typeof value };
  if (Array.isArray(value)) return { type: "array", items: {} };
  const names = Object.entries(value).map(([name, inner]) => [name, shapeOfValue(inner)] as const);
  return object(names, true);
}

function object(properties: readonly (readonly [string, Shape])[], isClosed: boolean): Shape {
  return { type: "object", additionalProperties: isClosed ? false : {}, properties: Object.fromEntries(properties) };
}
