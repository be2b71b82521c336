import type { Json } from "../../core/json/value.ts";
import type { PolicyData, PolicyFiles } from "../../ports/policy.ts";
import { isSource } from "../lock/sources.ts";

/** What the rules and their settings speak of: numbers beside which something may change, and words they may know. */
export interface Hints {
  readonly numbers: readonly number[];
  readonly words: readonly string[];
}

/** So many of each are tried; more would make each of them rare. */
const most = 60;
const word = /^[A-Za-z0-9][A-Za-z0-9:/._-]{0,79}$/;
const literal = /"((?:[^"\\\n]|\\.)*)"|\b(\d{1,9})\b/g;

/** Reads the hints out of sources, comments left out, and of the data that they read. */
export function hintsOf(files: PolicyFiles, data: PolicyData): Hints {
  const numbers = new Set<number>();
  const words = new Set<string>();
  const take = (value: Json): void => {
    if (typeof value === "number" && Number.isSafeInteger(value)) numbers.add(value);
    else if (typeof value === "string" && word.test(value)) words.add(value);
    else if (typeof value === "object" && value !== null) for (const inner of Object.values(value)) take(inner);
  };
  take(data.own);
  take(data.org);
  // An organisation's own rules first: those of the pack speak of little that nobody else does.
  const sources = [...files].filter(([path]) => isSource(path));
  for (const [, bytes] of sources.toSorted(([a], [b]) => Number(b.startsWith("own/")) - Number(a.startsWith("own/")))) {
    const code = new TextDecoder().decode(bytes).replaceAll(/#.*$/gm, "");
    for (const [, text, digits] of code.matchAll(literal)) take(text ?? Number(digits));
  }
  return { numbers: [...numbers].slice(0, most), words: [...words].slice(0, most) };
}
