import type { Json } from "../json/value.ts";
import type { Instant } from "../time/instant.ts";

/** What a target shows: somebody's access there, ours or not. */
export interface Holding {
  readonly target: string;
  readonly principal: string;
  readonly rights: Json;
  /** When the target itself will end it, as far as it says. */
  readonly until: Instant | null;
  /** The target's own name of it. */
  readonly ref: string;
  /** The grant that its marker or its record names; null where it bears none of ours. */
  readonly grant: string | null;
  /** The blocks of addresses from which alone it is of use, as the target sees to; null: any. Left out: it does not tell. */
  readonly addresses?: readonly string[] | null;
}

/** What one complete look at one target gave, or why it gave nothing. */
export type Observation =
  | {
      readonly target: string;
      readonly ok: true;
      readonly holdings: readonly Holding[];
      readonly identity: string;
      readonly clock: Instant | null;
    }
  | { readonly target: string; readonly ok: false; readonly code: string; readonly message: string };

export type Observations = ReadonlyMap<string, Observation>;
