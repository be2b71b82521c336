import { isMap, isScalar, isSeq, type Node } from "yaml";
import { keysOf } from "./pointer.ts";

/**
 * The offset of what a JSON pointer names: of its key where `part` says so, else of its value. What is not there
 * is looked for where it should have been.
 */
export function locate(root: Node | null, pointer: string, part: "key" | "value"): number | null {
  let node: unknown = root;
  let place = startOf(root);
  const steps = keysOf(pointer);
  for (const [index, step] of steps.entries()) {
    const pair = isMap(node) ? node.items.find(({ key }) => isScalar(key) && key.value === step) : undefined;
    const next: unknown = isSeq(node) ? node.items[Number(step)] : pair?.value;
    if (pair === undefined && next === undefined) return place;
    const isKey = part === "key" && index === steps.length - 1;
    place = startOf(isKey ? (pair?.key ?? next) : next) ?? startOf(pair?.key) ?? place;
    node = next;
  }
  return place;
}

function startOf(node: unknown): number | null {
  return typeof node === "object" && node !== null && "range" in node ? ((node.range as number[])[0] ?? null) : null;
}
