import type { AnySchemaObject, Options, ValidateFunction } from "ajv";
import { newAjv } from "#ajv";
import { digestBytes } from "./digest.ts";
import { compiledSchemas } from "./compiled-schemas.ts";

/** How a schema is asked: for its first error, or for all of them with what they are about. */
export type Asking = "first" | "all";

/** Every compiler's options, here and where schemas are compiled beforehand (scripts/schemas/compiled.ts). */
export const ajvOptions: { readonly [asking in Asking]: Options } = {
  first: { strict: true, allowUnionTypes: true, validateSchema: false },
  all: { allErrors: true, strict: true, allowUnionTypes: true, verbose: true, validateSchema: false },
};

const compilers = new Map<Asking, ReturnType<typeof newAjv>>();

/**
 * The function that checks by a schema. others: schemas that it names by their `$id`. What was compiled beforehand is
 * found by the schema's own bytes, so one that has changed since is compiled anew.
 */
export function compiled(
  asking: Asking,
  schema: AnySchemaObject,
  others: readonly AnySchemaObject[] = [],
): ValidateFunction {
  const ready = compiledSchemas.get(compiledKey(asking, schema, others));
  if (ready !== undefined) return ready();
  const ajv = compilers.get(asking) ?? newAjv(ajvOptions[asking]);
  compilers.set(asking, ajv);
  for (const other of others) if (ajv.getSchema(String(other.$id)) === undefined) ajv.addSchema(other);
  return ajv.compile(schema);
}

/** What a schema compiled beforehand is found by. */
export function compiledKey(asking: Asking, schema: AnySchemaObject, others: readonly AnySchemaObject[]): string {
  return digestBytes(JSON.stringify([asking, schema, others]));
}
