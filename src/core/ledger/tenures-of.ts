import type { Tenure } from "../grant/chain.ts";
import { instant } from "../time/instant.ts";
import type { Instant } from "../time/instant.ts";
import type { State } from "./state.ts";

/** Who had, has or will have what when, as far as is known: what is overdue goes on until now. */
export function tenuresOf({ grants, past }: Pick<State, "grants" | "past">, now: Instant): Tenure[] {
  const open = Object.values(grants).filter(({ state }) => state !== "ended");
  const gone = past.flatMap(({ id, subject, entitlement, from, until }) =>
    from === null || until === null || open.some((grant) => grant.id === id)
      ? []
      : [{ subject, entitlement, from: instant(from * 1000), until: instant(until * 1000) }],
  );
  const held = open.map(({ subject, entitlement, lease, given }): Tenure => {
    const until = given === null ? lease.until : instant(Math.max(lease.until, now));
    return { subject, entitlement, from: lease.from, until };
  });
  return [...gone, ...held];
}
