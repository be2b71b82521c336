import type { Actor } from "./actor.ts";
import type { Stage } from "./stage.ts";

/** Everybody who has a part. Mallory may push to the repository and is in no catalog. */
export const parts = ["alice", "bob", "carol", "dana", "mallory", "vera"] as const;
export type Part = (typeof parts)[number];

/** What a chapter of the story plays with. */
export interface Scene {
  readonly stage: Stage;
  readonly people: Readonly<Record<Part, Actor>>;
  /** The engine: on this machine, in the same folder. */
  readonly engine: Actor;
  /** The access repository that all of them work in. */
  readonly repository: string;
  /** The door's address. */
  readonly door: string;
}
