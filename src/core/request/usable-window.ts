import type { Role } from "../catalog/catalog.ts";
import { endOfDay, startOfDay } from "../time/zone.ts";
import { after, type Instant } from "../time/instant.ts";
import type { Request } from "./request.ts";

const day = 24 * 60 * 60;

/**
 * When a request may be merged: from a day before the day in its id to the role's `open_for` after that day, in the
 * organisation's time zone. No approval is kept for later.
 */
export function usableWindow(
  request: Request,
  role: Role,
  zone: string,
): { readonly from: Instant; readonly until: Instant } {
  return {
    from: after(startOfDay(request.date, zone), -day),
    until: after(endOfDay(request.date, zone), role.openFor),
  };
}
