import type { Json } from "../../core/json/value.ts";

/**
 * The same value with every list and every key in order. All lists of a decision are sets, which wasm gives in any
 * order: sorted, the same answer is the same bytes.
 */
export function sorted(value: Json): Json {
  if (value === null || typeof value !== "object") return value;
  if (isList(value)) return value.every(isText) ? value.toSorted() : inOrder(value.map(sorted));
  const keys = Object.keys(value).toSorted();
  return Object.fromEntries(keys.map((key) => [key, sorted(value[key] ?? null)]));
}

function inOrder(list: readonly Json[]): readonly Json[] {
  if (list.length < 2) return list;
  return list
    .map((item) => ({ item, key: typeof item === "string" ? item : JSON.stringify(item) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ item }) => item);
}

function isText(value: Json): boolean {
  return typeof value === "string";
}

function isList(value: readonly Json[] | { readonly [key: string]: Json }): value is readonly Json[] {
  return Array.isArray(value);
}
