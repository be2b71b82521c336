import { problem, type Problem } from "../problem/problem.ts";
import type { YamlDocument } from "../yaml/read-yaml.ts";
import { parseRange } from "./address-range.ts";
import { patternFault } from "./pattern.ts";
import type { Sources } from "./read-files.ts";

/** Settings that no rule could make anything of, so that all they are about would be denied: addresses and patterns. */
export function checkSettings({ org, vendors }: Sources): readonly Problem[] {
  const { sources, tickets } = org.file;
  return [
    ...Object.entries(sources?.tiers ?? {}).flatMap(([tier, texts]) =>
      unreadable(texts, org.document, `/sources/tiers/${tier}`),
    ),
    ...unreadable(sources?.vendors ?? [], org.document, "/sources/vendors"),
    ...unfitPattern(tickets?.pattern, org.document),
    ...Object.entries(vendors.file).flatMap(([id, { addresses = [] }]) =>
      unreadable(addresses, vendors.document, `/${id}/addresses`),
    ),
  ];
}

function unreadable(texts: readonly string[], document: YamlDocument, pointer: string): readonly Problem[] {
  return texts.flatMap((text, index) =>
    parseRange(text) === null ? [problem("ADDRESS_INVALID", { text }, document.placeOf(`${pointer}/${index}`))] : [],
  );
}

function unfitPattern(pattern: string | undefined, document: YamlDocument): readonly Problem[] {
  const what = pattern === undefined ? null : patternFault(pattern);
  return what === null ? [] : [problem("PATTERN_INVALID", { what }, document.placeOf("/tickets/pattern"))];
}
