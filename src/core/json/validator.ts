import type { AnySchemaObject, ValidateFunction } from "ajv";
import { compiled } from "./compiled.ts";

/** Says what is wrong with a value by its schema, or null where nothing is. */
export type Validator = (value: unknown) => string | null;

/** A validator for that schema, made when it is first used. `others`: schemas that it names by their `$id`. */
export function validator(schema: AnySchemaObject, others: readonly AnySchemaObject[] = []): Validator {
  let fits: ValidateFunction | null = null;
  return (value) => {
    fits ??= compiled("first", schema, others);
    if (fits(value)) return null;
    const [first] = fits.errors ?? [];
    return `${first?.instancePath ?? ""} ${first?.message ?? "does not fit"}`.trim();
  };
}
