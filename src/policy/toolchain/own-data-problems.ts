import type { Json } from "../../core/json/value.ts";
import { nearest } from "../../core/problem/nearest.ts";
import { problem, type Place, type Problem } from "../../core/problem/problem.ts";
import { below } from "../../core/yaml/pointer.ts";
import type { PolicyFiles } from "../../ports/policy.ts";
import { ownDocuments } from "./own-documents.ts";
import type { OwnRead } from "./question.ts";

/**
 * Own data that rules would read and make nothing of: a value of another kind than the default that stands in for it, and
 * a name that is misspelt, so that the default would stand for ever.
 */
export function ownDataProblems(reads: readonly OwnRead[], files: PolicyFiles): readonly Problem[] {
  const documents = ownDocuments(files);
  const own = Object.fromEntries(
    [...documents].flatMap(([name, found]) => (found === null ? [] : [[name, found.value]])),
  );
  const placeOf: PlaceOf = ([name = "", ...path], part) => documents.get(name)?.placeOf(below("", ...path), part) ?? {};
  return [...reads.flatMap((read) => misfit(read, own, placeOf)), ...misspelt([], own, reads, placeOf)];
}

type PlaceOf = (path: readonly string[], part?: "key") => Place;

/** Where a value on the way to what is read holds nothing by name, or what is read is of another kind. */
function misfit({ path, default: wanted, file, line }: OwnRead, own: Json, placeOf: PlaceOf): readonly Problem[] {
  const unfit = (depth: number, is: Json, wants: keyof typeof kinds): readonly Problem[] => {
    const way = path.slice(0, depth);
    const names = { name: `own.${way.join(".")}`, is: kinds[kindOf(is)], wants: kinds[wants] };
    return [problem("OWN_DATA_UNFIT", { ...names, reader: `policies/${file}:${line}` }, placeOf(way))];
  };
  let found = own;
  for (const [depth, key] of path.entries()) {
    if (!isObject(found)) return unfit(depth, found, "object");
    const inner = Object.hasOwn(found, key) ? found[key] : undefined;
    if (inner === undefined) return []; // the default stands in for it
    found = inner;
  }
  return wanted === undefined || kindOf(found) === wanted ? [] : unfit(path.length, found, wanted);
}

/** Names that no rule reads, where one is read that is not there and is spelt nearly so. */
function misspelt(
  path: readonly string[],
  value: Json,
  reads: readonly OwnRead[],
  placeOf: PlaceOf,
): readonly Problem[] {
  const below = reads.filter((read) => path.every((name, depth) => read.path[depth] === name));
  const isReadWhole = below.some((read) => read.path.length === path.length);
  if (isReadWhole || !isObject(value)) return [];
  const readers = new Map(below.map((read) => [read.path[path.length] ?? "", `policies/${read.file}:${read.line}`]));
  return Object.entries(value).flatMap(([key, inner]) => {
    const way = [...path, key];
    if (readers.has(key)) return misspelt(way, inner, reads, placeOf);
    const meant = nearest(
      key,
      [...readers.keys()].filter((name) => !Object.hasOwn(value, name)),
    );
    if (meant === null) return [];
    const names = { name: `own.${way.join(".")}`, nearest: `own.${[...path, meant].join(".")}` };
    return [problem("OWN_DATA_UNREAD", { ...names, reader: readers.get(meant) ?? "" }, placeOf(way, "key"))];
  });
}

const kinds = {
  array: "a list",
  boolean: "true or false",
  null: "nothing",
  number: "a number",
  object: "an object",
  string: "a text",
} as const;

function kindOf(value: Json): keyof typeof kinds {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : (typeof value as "boolean" | "number" | "object" | "string");
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return kindOf(value) === "object";
}
