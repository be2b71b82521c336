import type { Kinds, TargetTraits } from "../core/config/config.ts";
import type { TargetOpener } from "../ports/target.ts";
import { traits as postgres } from "./postgres/traits.ts";
import { traits as x509 } from "./x509/traits.ts";

/** One kind of target: its traits, known without loading its code, and its code, loaded when one is opened. */
export interface TargetKind {
  readonly traits: TargetTraits;
  readonly load: () => Promise<TargetOpener>;
}

/** Every kind of target that this build knows. */
export const targetKinds: readonly TargetKind[] = [
  { traits: postgres, load: async () => (await import("./postgres/open.ts")).opener },
  { traits: x509, load: async () => (await import("./x509/open.ts")).opener },
];

/** The traits of every kind, by its name. */
export const kinds: Kinds = new Map(targetKinds.map(({ traits }) => [traits.kind, traits]));
