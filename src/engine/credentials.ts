import type { Given, Grant } from "../core/grant/grant.ts";
import type { Json } from "../core/json/value.ts";
import { nearest } from "../core/problem/nearest.ts";
import { problem } from "../core/problem/problem.ts";
import { fail, succeed, type Result } from "../core/problem/result.ts";
import type { CredentialsReport } from "../core/report/people.ts";
import { formatInstant } from "../core/time/format-instant.ts";
import type { State } from "../core/ledger/state.ts";

/** What an active grant delivers to its holder, as its `activated` event recorded it. */
export function credentials(state: State, id: string, privateKey: string | null): Result<CredentialsReport> {
  const grant = state.grants[id];
  if (grant === undefined) {
    return fail([problem("GRANT_UNKNOWN", { id, nearest: nearest(id, Object.keys(state.grants)) })]);
  }
  if (grant.given === null || grant.state === "ended") {
    return fail([problem("GRANT_NOT_ACTIVE", { id, state: grant.state.replace("_", " ") })]);
  }
  return succeed(report(grant, grant.given, privateKey));
}

function report(grant: Grant, given: Given, privateKey: string | null): CredentialsReport {
  const delivery = (typeof given.delivery === "object" && given.delivery !== null ? given.delivery : {}) as {
    readonly [key: string]: Json;
  };
  const text = (name: string): string => (typeof delivery[name] === "string" ? delivery[name] : "");
  return {
    ok: true,
    id: grant.id,
    subject: grant.subject,
    entitlement: grant.entitlement,
    target: grant.effect.target,
    until: formatInstant(given.until),
    kind: text("kind"),
    text: text("text"),
    file: null,
    private_key: privateKey,
    use: text("use"),
  };
}
