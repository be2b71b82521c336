import type { Grant } from "../grant/grant.ts";
import type { State } from "./state.ts";

/** Somebody who must be told of a grant, and was not yet. */
export interface Untold {
  readonly grant: Grant;
  /** A team or a person: `team:security`. */
  readonly to: string;
}

/** Who is still to be told of what. One that ended untold is told of for as long as it is known: a day. */
export function untold({ grants }: Pick<State, "grants">): readonly Untold[] {
  return Object.values(grants).flatMap((grant) =>
    grant.obligations.flatMap((obligation) =>
      obligation.kind === "notify" && grant.told?.includes(obligation.to) !== true
        ? [{ grant, to: obligation.to }]
        : [],
    ),
  );
}
