import type { KeyObject } from "node:crypto";
import { toMarker } from "../../core/grant/marker.ts";
import { digestBytes } from "../../core/json/digest.ts";
import type { Json } from "../../core/json/value.ts";
import type { Assignment } from "../../core/plan/plan.ts";
import { brevetError } from "../../core/problem/brevet-error.ts";
import { after, epochSeconds, instant } from "../../core/time/instant.ts";
import type { Instant } from "../../core/time/instant.ts";
import { toSerial } from "./serial.ts";
import { groupPattern, principalPattern } from "./traits.ts";

/** Everything a client certificate says. */
export interface Terms {
  readonly serial: string;
  readonly principal: string;
  readonly groups: readonly string[];
  readonly marker: string;
  /** Whole seconds, as certificates have them. */
  readonly from: Instant;
  readonly until: Instant;
}

interface Asked {
  readonly repository: string;
  readonly grant: string;
  readonly assignment: Assignment;
  readonly publicKey: KeyObject;
  readonly now: Instant;
  /** Serials that are listed as ended: never given again. */
  readonly ended: ReadonlySet<string>;
}

/** What to certify; throws where a name, a right or an end is missing or could mean more than it says. */
export function toTerms({ repository, grant, assignment, publicKey, now, ended }: Asked): Terms {
  const { target, principal } = assignment;
  if (!new RegExp(principalPattern).test(principal)) {
    throw brevetError("TARGET_ACCOUNT_UNFIT", { target, account: principal });
  }
  const from = wholeSecond(assignment.from);
  const until = wholeSecond(assignment.until);
  if (until < after(from, 1) || until <= now) throw brevetError("TARGET_WINDOW_EMPTY", { target });
  const groups = groupsOf(target, assignment.rights);
  const marker = toMarker({ repository, grant, until });
  const key = digestBytes(publicKey.export({ type: "spki", format: "der" }));
  const says = { v: 1, target, principal, groups, marker, key, from: epochSeconds(from) };
  let serial: string;
  for (let n = 0; ended.has((serial = toSerial({ ...says, n }))); n++);
  return { serial, principal, groups, marker, from, until };
}

function groupsOf(target: string, rights: Json): readonly string[] {
  const groups: unknown =
    typeof rights === "object" && rights !== null ? (rights as { readonly groups?: Json }).groups : null;
  const fits = (group: unknown): group is string => typeof group === "string" && new RegExp(groupPattern).test(group);
  if (!Array.isArray(groups) || groups.length === 0 || !groups.every(fits)) {
    throw brevetError("TARGET_RIGHTS_UNFIT", { target, what: "groups names no groups" });
  }
  return groups.toSorted();
}

/** An end is never rounded up. */
function wholeSecond(at: Instant): Instant {
  return instant(epochSeconds(at) * 1000);
}
