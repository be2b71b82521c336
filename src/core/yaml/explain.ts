import type { ErrorObject } from "ajv";
import { nearest } from "../problem/nearest.ts";
import { problem, type Problem } from "../problem/problem.ts";
import { below, keysOf } from "./pointer.ts";
import type { YamlDocument } from "./read-yaml.ts";

interface Described {
  readonly description?: string;
  readonly properties?: { readonly [key: string]: Described };
}

const types: { readonly [type: string]: string } = {
  string: "text",
  object: "a map of keys and values",
  array: "a list",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
  null: "nothing",
};

/** The problem that a schema's error is to the person who wrote the file. `base`: where the validated part stands. */
export function explain(error: ErrorObject, document: YamlDocument, base: string): Problem {
  const { keyword, instancePath, parentSchema = {} } = error;
  const params = error.params as { readonly [name: string]: unknown };
  const { description = null, properties = {} } = parentSchema as Described;
  const pointer = base + instancePath;
  if (keyword === "additionalProperties") {
    const key = String(params["additionalProperty"]);
    const known = Object.keys(properties);
    return problem(
      "KEY_UNKNOWN",
      { key, nearest: nearest(key, known), known },
      document.placeOf(below(pointer, key), "key"),
    );
  }
  if (keyword === "required") {
    const key = String(params["missingProperty"]);
    return problem("KEY_MISSING", { key, hint: properties[key]?.description ?? null }, document.placeOf(pointer));
  }
  if (keyword === "propertyNames") {
    const key = String(params["propertyName"]);
    const what = "is no name that can be used here";
    const { description: hint = null } = error.schema as Described;
    return problem("VALUE_INVALID", { key, what, hint }, document.placeOf(below(pointer, key), "key"));
  }
  return problem(
    "VALUE_INVALID",
    { key: nameOf(pointer), what: whatIsWrong(keyword, params), hint: description },
    document.placeOf(pointer),
  );
}

function whatIsWrong(keyword: string, params: { readonly [name: string]: unknown }): string {
  const limit = String(params["limit"]);
  switch (keyword) {
    case "type":
      return `has to be ${[params["type"]]
        .flat()
        .map((type) => types[String(type)] ?? String(type))
        .join(" or ")}`;
    case "enum":
      return `has to be one of ${(params["allowedValues"] as readonly unknown[]).join(", ")}`;
    case "const":
      return `has to be ${JSON.stringify(params["allowedValue"])}`;
    case "minLength":
      return limit === "1" ? "is empty" : `has fewer than ${limit} characters`;
    case "maxLength":
      return `has more than ${limit} characters`;
    case "minItems":
    case "minProperties":
      return limit === "1" ? "is empty" : `holds fewer than ${limit}`;
    case "maxItems":
    case "maxProperties":
      return `holds more than ${limit}`;
    case "uniqueItems":
      return "names the same thing twice";
    case "minimum":
      return `is less than ${limit}`;
    case "maximum":
      return `is more than ${limit}`;
    default:
      return "does not have the form that it needs";
  }
}

/** How a person calls the value: by the nearest key above it. */
function nameOf(pointer: string): string {
  return keysOf(pointer).findLast((key) => !/^[0-9]+$/.test(key)) ?? "The file";
}
