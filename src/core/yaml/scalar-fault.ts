import { Scalar } from "yaml";
import { textFault } from "./text-fault.ts";

const jsonNumber = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?$/;

/** Text in YAML 1.2 that YAML 1.1 reads as a boolean, a number or a time of day in base 60. */
const ambiguous =
  /^(?:y|n|yes|no|on|off|[-+]?0b[01_]+|[-+]?\.?[0-9][0-9_,]*(?:\.[0-9_]*)?|[-+]?[0-9]+(?::[0-5]?[0-9])+)$/i;

/** What is wrong with one value as it is written: every reader of YAML, old or new, has to see the same in it. */
export function scalarFault({ type, value, source }: Scalar): string | null {
  if (typeof value === "string") {
    const fault = type === Scalar.QUOTE_DOUBLE ? textFault(value) : null;
    if (fault !== null) return fault.what;
    return type === Scalar.PLAIN && ambiguous.test(value) ? `${value} is read differently by old YAML: quote it` : null;
  }
  if (value === null) return null;
  const written = source ?? "";
  if (typeof value === "boolean") {
    return written === "true" || written === "false" ? null : `${written} is no boolean here: write true or false`;
  }
  if (typeof value !== "number" || !jsonNumber.test(written))
    return `${written} is no plain number: quote it if it is text`;
  const fits = Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
  return fits ? null : `${written} is too large a number: quote it if it is text`;
}
