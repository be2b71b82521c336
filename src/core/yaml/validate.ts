import type { ErrorObject, ValidateFunction } from "ajv";
import type { XStatic } from "typebox/schema";
import { compiled } from "../json/compiled.ts";
import type { Json } from "../json/value.ts";
import type { Place, Problem } from "../problem/problem.ts";
import { fail, succeed, type Result } from "../problem/result.ts";
import { explain } from "./explain.ts";
import type { YamlDocument } from "./read-yaml.ts";

/** A part of a document that has a schema of its own. */
export interface Part {
  readonly value: Json;
  /** Where it stands in the document, as a JSON pointer. */
  readonly pointer: string;
}

const validators = new WeakMap<object, ValidateFunction>();

/** A document, or a part of it, as what its schema describes; or everything that does not fit, in order of place. */
export function validate<const Schema extends object>(
  schema: Schema,
  document: YamlDocument,
  part: Part = { value: document.value, pointer: "" },
): Result<XStatic<Schema>> {
  const fits = validatorOf(schema);
  if (fits(part.value)) return succeed(part.value as XStatic<Schema>);
  const errors = fits.errors ?? [];
  return fail(
    inOrder(errors.filter((error) => isTold(error, errors)).map((error) => explain(error, document, part.pointer))),
  );
}

/** Problems of one file, from its first line to its last. */
export function inOrder(problems: readonly Problem[]): readonly Problem[] {
  return problems.toSorted((a, b) => before(a, b));
}

function before(a: Place, b: Place): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}

/** Of a choice of forms only the choice is told, not how each form was missed; of a key only that it is none. */
function isTold(error: ErrorObject, all: readonly ErrorObject[]): boolean {
  if (error.propertyName !== undefined) return false;
  return !all.some(
    ({ keyword, schemaPath, instancePath }) =>
      keyword === "anyOf" &&
      error.schemaPath.startsWith(`${schemaPath}/`) &&
      error.instancePath.startsWith(instancePath),
  );
}

function validatorOf(schema: object): ValidateFunction {
  const known = validators.get(schema) ?? compiled("all", schema);
  validators.set(schema, known);
  return known;
}
