import { isMap, isScalar, isSeq, type Node, type Pair } from "yaml";
import type { Json } from "../json/value.ts";
import type { Fault } from "./fault.ts";
import { scalarFault } from "./scalar-fault.ts";

/** Keys that mean something to JavaScript or to older YAML, whatever holds them. */
const reserved = new Set(["__proto__", "constructor", "prototype", "<<"]);

/** The JSON value that nodes stand for, and what is wrong with them as values. */
export function toValue(root: Node | null): { readonly value: Json; readonly faults: readonly Fault[] } {
  const faults: Fault[] = [];
  return { value: valueOf(root, faults), faults };
}

function valueOf(node: unknown, faults: Fault[]): Json {
  if (isScalar(node)) {
    const what = scalarFault(node);
    if (what !== null) faults.push({ what, offset: offsetOf(node) });
    return node.value as Json;
  }
  if (isSeq(node)) return node.items.map((item) => valueOf(item, faults));
  if (isMap(node)) return objectOf(node.items, faults);
  return null;
}

function objectOf(pairs: readonly Pair[], faults: Fault[]): Json {
  const seen = new Set<string>();
  const value: Record<string, Json> = {};
  for (const pair of pairs) {
    const key = keyOf(pair.key, seen, faults);
    const item = valueOf(pair.value, faults);
    if (key !== null) value[key] = item;
  }
  return value;
}

function keyOf(node: unknown, seen: Set<string>, faults: Fault[]): string | null {
  const refuse = (what: string): null => {
    faults.push({ what, offset: offsetOf(node) });
    return null;
  };
  if (!isScalar(node) || typeof node.value !== "string") return refuse("a key is not a text");
  const { value } = node;
  if (reserved.has(value)) return refuse(`${value} can be no key`);
  if (seen.has(value)) return refuse(`the key ${value} stands here twice`);
  seen.add(value);
  // Old YAML reads `on` as a boolean; no reader takes a key for one where its schema names it.
  const what = node.type === "QUOTE_DOUBLE" ? scalarFault(node) : null;
  return what === null ? value : refuse(what);
}

function offsetOf(node: unknown): number | null {
  return typeof node === "object" && node !== null && "range" in node ? ((node.range as number[])[0] ?? null) : null;
}
