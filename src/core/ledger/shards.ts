import { sha256 } from "#sha256";
import type { Grant } from "../grant/grant.ts";
import { canonical } from "../json/canonical.ts";
import { digestTree } from "../json/digest.ts";
import type { Digest } from "../json/digest.ts";
import type { Json } from "../json/value.ts";
import type { State } from "./state.ts";

/** Files below `state/`: the head, and up to 256 shards of grants by the first byte of their id's SHA-256. */
export type Shards = ReadonlyMap<string, Uint8Array>;

const head = "state/head.json";
const shardName = /^state\/live\/[0-9a-f]{2}\.json$/;
const encoder = new TextEncoder();
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The state as files. The same state gives the same bytes. */
export function toShards(state: State): Map<string, Uint8Array> {
  return new Map([[head, headOf(state)], ...grantShards(Object.values(state.grants))]);
}

/** The files that differ from those of the state before (null: there was none); null where one is gone. */
export function changedShards(before: State | null, after: State): Map<string, Uint8Array | null> {
  const old = before?.grants ?? {};
  const touched = new Set<string>();
  for (const id of new Set([...Object.keys(old), ...Object.keys(after.grants)]))
    if (old[id] !== after.grants[id]) touched.add(shardOf(id));
  const inTouched = Object.values(after.grants).filter(({ id }) => touched.has(shardOf(id)));
  const gone = [...touched].map((path) => [path, null] as const);
  return new Map<string, Uint8Array | null>([[head, headOf(after)], ...gone, ...grantShards(inTouched)]);
}

/** The state that those files are, or null where they are none. Other files are no part of it. */
export function fromShards(files: ReadonlyMap<string, { readonly bytes: Uint8Array }>): State | null {
  const rest = parse(files.get(head)?.bytes);
  if (rest["v"] !== 1) return null;
  const grants: { [id: string]: Grant } = {};
  for (const path of [...files.keys()].filter((each) => shardName.test(each)).sort()) {
    const shard = parse(files.get(path)?.bytes);
    if (shard["v"] !== 1) return null;
    Object.assign(grants, shard["grants"]);
  }
  return { ...rest, grants } as unknown as State;
}

/** The digest that the trailer `Brevet-State` bears: over all files of the state. */
export function stateDigest(shards: Shards): Digest {
  return digestTree(new Map([...shards].map(([path, bytes]) => [path, { mode: "100644", bytes }])));
}

/** Where a grant's shard is. */
export function shardOf(id: string): string {
  const [first = 0] = sha256(encoder.encode(id));
  return `state/live/${first.toString(16).padStart(2, "0")}.json`;
}

function headOf({ grants: _grants, ...rest }: State): Uint8Array {
  return encode(rest as unknown as Json);
}

function grantShards(grants: readonly Grant[]): Map<string, Uint8Array> {
  const byShard = Map.groupBy(grants, ({ id }) => shardOf(id));
  return new Map(
    [...byShard].map(([path, inIt]) => {
      const entries = Object.fromEntries(inIt.map((grant) => [grant.id, grant]));
      return [path, encode({ v: 1, grants: entries as unknown as Json })];
    }),
  );
}

function encode(value: Json): Uint8Array {
  return encoder.encode(`${canonical(value)}\n`);
}

/** The keys of a file; none where it is no object. */
function parse(bytes: Uint8Array | undefined): { readonly [key: string]: unknown } {
  try {
    return { ...(JSON.parse(utf8.decode(bytes)) as object) };
  } catch {
    return {};
  }
}
