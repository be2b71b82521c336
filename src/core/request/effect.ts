import type { Json } from "../json/value.ts";

/** What a request would really do. `admitted` records it in full; starts and ends use that record. */
export interface Effect {
  readonly target: string;
  readonly kind: string;
  /** The target's pinned identity. */
  readonly identity: string;
  /** The account on the target. */
  readonly principal: string;
  readonly rights: Json;
}
