import type { Json } from "../json/value.ts";
import type { ExplainedStep, ReadValue } from "./explanation.ts";

const lookup = /object\.get\((?<document>data\.(?:org|own)), (?<keys>\[[^\]]*\]|"[^"]*"), (?<otherwise>[^()]*)\)/;

/**
 * What a condition read, as a person would say it: what was looked up in a whole document, in place of that document; and
 * nothing where the text is the value.
 */
export function lookedUp({ text, values }: ExplainedStep): readonly ReadValue[] {
  const { document, keys = "", otherwise = "" } = lookup.exec(text)?.groups ?? {};
  return values.map((read) => {
    if (document === undefined || read.name !== document) return read;
    try {
      const path = [JSON.parse(keys) as string | readonly string[]].flat();
      const name = [document, ...path].join(".");
      return { name, value: at(read.value, path) ?? (JSON.parse(otherwise) as Json) };
    } catch {
      return read; // the keys or the default are worked out
    }
  });
}

function at(value: Json, path: readonly string[]): Json | undefined {
  let found: Json | undefined = value;
  for (const key of path) {
    if (found === null || typeof found !== "object" || Array.isArray(found) || !Object.hasOwn(found, key))
      return undefined;
    found = (found as { readonly [name: string]: Json })[key];
  }
  return found;
}
