import * as fc from "fast-check";
import type { Json } from "../../core/json/value.ts";

/** As much of JSON Schema as the policy input is written in. */
export interface Shape {
  readonly type?: string | readonly string[];
  readonly enum?: readonly Json[];
  readonly anyOf?: readonly Shape[];
  readonly $ref?: string;
  readonly properties?: { readonly [name: string]: Shape };
  readonly items?: Shape;
  readonly $defs?: { readonly [name: string]: Shape };
}

/** Values for a place of the document, the plainest first: `request.seconds`, `approvals[].by`. */
export type Pools = { readonly [place: string]: fc.Arbitrary<Json> };

/** Documents of that shape, which shrink to the plainest. Where a place has a pool its values come from there. */
export function arbitraryOf(root: Shape, pools: Pools): fc.Arbitrary<Json> {
  const at = (shape: Shape, place: string): fc.Arbitrary<Json> => {
    const pool = Object.hasOwn(pools, place) ? pools[place] : undefined;
    if (pool !== undefined) return pool;
    if (shape.$ref !== undefined) return at(root.$defs?.[shape.$ref.replace("#/$defs/", "")] ?? {}, place);
    if (shape.enum !== undefined) return fc.constantFrom(...shape.enum);
    if (shape.anyOf !== undefined) return either(shape.anyOf.map((one) => at(one, place)));
    const types = [shape.type ?? "null"].flat();
    // What may be absent is plainest absent.
    return either([...types].sort((a, b) => Number(b === "null") - Number(a === "null")).map(typed(shape, place)));
  };
  const typed =
    (shape: Shape, place: string) =>
    (type: string): fc.Arbitrary<Json> => {
      switch (type) {
        case "boolean":
          return fc.boolean();
        case "integer":
        case "number":
          return pools["number"] ?? fc.nat({ max: 100 });
        case "string":
          return pools["string"] ?? fc.constant("text");
        case "array":
          return fc.array(at(shape.items ?? {}, `${place}[]`), { maxLength: 2 });
        case "object":
          return fc.record(
            Object.fromEntries(
              Object.entries(shape.properties ?? {}).map(([name, property]) => [
                name,
                at(property, place === "" ? name : `${place}.${name}`),
              ]),
            ),
            { noNullPrototype: true },
          );
        default:
          return fc.constant(null);
      }
    };
  return at(root, "");
}

function either(all: readonly fc.Arbitrary<Json>[]): fc.Arbitrary<Json> {
  const [only, ...rest] = all;
  if (only === undefined) return fc.constant(null);
  return rest.length === 0 ? only : fc.oneof({ withCrossShrink: true }, ...all);
}
