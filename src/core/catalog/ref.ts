import type { Ref } from "./catalog.ts";

/** What a reference can name. */
export type RefKind = "person" | "team" | "vendor" | "workload";

/** A reference as the catalog keeps it: a bare id in a file means a person. */
export function toRef(written: string): Ref {
  return written.includes(":") ? written : `person:${written}`;
}

/** The two halves of a reference. */
export function splitRef(ref: Ref): { readonly kind: RefKind; readonly id: string } {
  const colon = ref.indexOf(":");
  return { kind: ref.slice(0, colon) as RefKind, id: ref.slice(colon + 1) };
}
