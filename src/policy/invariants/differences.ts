import type { PolicyInput } from "../../core/decision/input.ts";
import type { Json } from "../../core/json/value.ts";

/** One field of an input. */
export interface Field {
  readonly field: string;
  readonly value: Json;
}

/** What follows from other fields. */
const derived = /^time\.(?:utc|subject|resource|from|until)\.|^request\.(?:entitlement|digest|effect)$/;

/** The fields in which an input differs from a plain one, without what follows from others. */
export function differences(plain: PolicyInput | null, input: PolicyInput): readonly Field[] {
  const before = new Map(fields(plain as Json, "").map(({ field, value }) => [field, JSON.stringify(value)]));
  return fields(input as unknown as Json, "").filter(
    ({ field, value }) => !derived.test(field) && before.get(field) !== JSON.stringify(value),
  );
}

function fields(value: Json, place: string): readonly Field[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [{ field: place, value }];
  return Object.entries(value).flatMap(([name, inner]) => fields(inner, place === "" ? name : `${place}.${name}`));
}
