import { brevetError } from "../../core/problem/brevet-error.ts";

/** The name of a rule: also its folder, its package, and its code in capitals. */
export function ruleNameArgument(value: string): string {
  if (/^[a-z][a-z0-9_]{2,59}$/.test(value) && !value.endsWith("_test") && value !== "data") return value;
  throw brevetError("ARGUMENT_INVALID", {
    what: "name of a rule",
    value,
    form: "3 to 60 small letters, digits and _, such as weekend_freeze",
  });
}
