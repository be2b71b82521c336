import { Ajv } from "ajv";
import type { AnySchemaObject, ValidateFunction } from "ajv";

/** Says what is wrong with a value by its schema, or null where nothing is. */
export type Validator = (value: unknown) => string | null;

let shared: Ajv | null = null;

/** A validator for that schema, compiled when it is first used. `others`: schemas that it names by their `$id`. */
export function validator(schema: AnySchemaObject, others: readonly AnySchemaObject[] = []): Validator {
  let compiled: ValidateFunction | null = null;
  return (value) => {
    compiled ??= compile(schema, others);
    if (compiled(value)) return null;
    const [first] = compiled.errors ?? [];
    return `${first?.instancePath ?? ""} ${first?.message ?? "does not fit"}`.trim();
  };
}

function compile(schema: AnySchemaObject, others: readonly AnySchemaObject[]): ValidateFunction {
  shared ??= new Ajv({ strict: true, allowUnionTypes: true, validateSchema: false });
  for (const other of others) if (shared.getSchema(String(other.$id)) === undefined) shared.addSchema(other);
  return shared.compile(schema);
}
