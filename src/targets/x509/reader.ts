import { resolve } from "node:path";
import type { Holding } from "../../core/plan/holding.ts";
import { brevetError } from "../../core/problem/brevet-error.ts";
import type { OpenContext, Recorded, TargetReader } from "../../ports/target.ts";
import { authorityIdentity, readAuthority } from "./authority.ts";
import { checkAuthority } from "./check-authority.ts";
import { endedList } from "./ended-list.ts";
import type { EndedList } from "./ended-list.ts";
import { serialsOf } from "./serial.ts";

/** The list that this target's ended certificates are on. */
export function openList({ config, folder }: OpenContext): EndedList {
  const path = config.options["ended"];
  if (typeof path !== "string") {
    throw brevetError("TARGET_OPTION_UNFIT", { target: config.id, option: "ended", what: "it names no folder" });
  }
  return endedList(resolve(folder, path), authorityIdentity(readAuthority(config)));
}

/**
 * Reads what was given and what is listed as ended. A certificate is a holding until it is listed: past its end it
 * opens nothing new, but a connection that it opened may still stand.
 */
export function openReader(context: OpenContext): TargetReader {
  const target = context.config.id;
  return {
    async observe(scope, { signal }) {
      signal.throwIfAborted();
      try {
        const identity = authorityIdentity(readAuthority(context.config));
        const ended = await openList(context).serials();
        const standing = scope.recorded.filter((recorded) => !isEnded(recorded, ended));
        const bearing = bySerial(standing);
        const holdings = standing.filter((recorded) => {
          const [serial] = serialsOf(recorded.given.ref);
          return serial === undefined || !bearing.get(serial)?.some((other) => replaces(other, recorded));
        });
        return { target, ok: true, identity, clock: null, holdings: holdings.map(toHolding) };
      } catch (cause) {
        const { code, message } = brevetError("TARGET_UNREACHABLE", { target, what: String(cause) });
        return { target, ok: false, code, message };
      }
    },
    checks: (options) => checkAuthority(context, options),
    close: () => Promise.resolve(),
  };

  function toHolding({ grant, principal, rights, given }: Recorded): Holding {
    return { target, principal, rights, until: given.until, ref: given.ref, grant };
  }
}

function isEnded({ given }: Recorded, ended: ReadonlySet<string>): boolean {
  const serials = serialsOf(given.ref);
  return serials.length > 0 && serials.every((serial) => ended.has(serial));
}

/** Where each serial is borne: only what shares one can have replaced another. */
function bySerial(standing: readonly Recorded[]): ReadonlyMap<string, readonly Recorded[]> {
  const bearing = new Map<string, Recorded[]>();
  for (const recorded of standing) {
    for (const serial of serialsOf(recorded.given.ref)) {
      const known = bearing.get(serial);
      if (known === undefined) bearing.set(serial, [recorded]);
      else known.push(recorded);
    }
  }
  return bearing;
}

/** An adjusted holding bears the serials of those it replaced: together they are one. */
function replaces(newer: Recorded, older: Recorded): boolean {
  const [all, some] = [serialsOf(newer.given.ref), serialsOf(older.given.ref)];
  return some.length > 0 && some.length < all.length && some.every((serial) => all.includes(serial));
}
