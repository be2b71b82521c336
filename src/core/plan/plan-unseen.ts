import type { Grant } from "../grant/grant.ts";
import type { Instant } from "../time/instant.ts";
import { endReason, isDue } from "./due.ts";
import { join, part } from "./part.ts";
import type { Part } from "./part.ts";

/**
 * What can be planned where nothing is known of a target: what never began there ends, and everything else waits.
 * What was seen gone before stays so until the next complete look.
 */
export function planUnseen(
  grants: readonly Grant[],
  code: string,
  now: Instant,
  goneBefore: ReadonlyMap<string, Instant>,
): Part {
  return join(grants.map((grant) => planOne(grant, code, now, goneBefore.get(grant.id))));
}

function planOne(grant: Grant, code: string, now: Instant, since: Instant | undefined): Part {
  const gone = since === undefined ? [] : [[grant.id, since] as const];
  const { id, lease, effect, begun } = grant;
  if (isDue(grant, now)) {
    if (begun) return part({ held: [{ action: "end", grant: id, code }], gone });
    const because = endReason(grant, false);
    return part({
      changes: [{ action: "end", grant: id, target: effect.target, holding: null, because, verified: "never_started" }],
    });
  }
  if (lease.from > now) return part({ gone, times: [lease.from, lease.until] });
  const held = grant.state === "active" ? [] : [{ action: "start", grant: id, code } as const];
  return part({ held, gone, times: [lease.until] });
}
