import type { Request } from "../request/request.ts";
import { after, instant } from "../time/instant.ts";
import type { Instant } from "../time/instant.ts";
import type { Grant, Lease } from "./grant.ts";

/**
 * The lease that a request asks for, in whole seconds: from the end of the grant that it extends, else from its
 * start, else from now. A second begun counts, so that no lease is longer than was asked.
 */
export function leaseOf(
  request: Pick<Request, "start" | "seconds">,
  extended: Pick<Grant, "lease"> | null,
  now: Instant,
): Lease {
  const from = extended?.lease.until ?? request.start ?? now;
  const whole = instant(Math.floor(from / 1000) * 1000);
  return { from: whole, until: after(whole, request.seconds) };
}
