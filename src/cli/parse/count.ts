import { brevetError } from "../../core/problem/brevet-error.ts";

/** How many of something an option asks for, 0 or more, not beyond reason. */
export function countOption(value: string): number {
  if (/^\d{1,7}$/.test(value)) return Number(value);
  throw brevetError("ARGUMENT_INVALID", { what: "number", value, form: "a whole number from 0 to 9999999" });
}
