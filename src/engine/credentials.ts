import type { Given, Grant } from "../core/grant/grant.ts";
import type { Json } from "../core/json/value.ts";
import { nearest } from "../core/problem/nearest.ts";
import { problem } from "../core/problem/problem.ts";
import { fail, succeed, type Result } from "../core/problem/result.ts";
import type { CredentialsReport } from "../core/report/people.ts";
import { formatInstant } from "../core/time/format-instant.ts";
import type { State } from "../core/ledger/state.ts";

/** What a holder brings to open what is theirs. */
export interface Holder {
  /** Where the request's private key is; null where this person has none. */
  readonly privateKey: string | null;
  /** Opens what was sealed to it; null where it cannot. */
  readonly unseal: (sealed: string) => Promise<string | null>;
}

/** What an active grant delivers to its holder, as its `activated` event recorded it; sealed secrets opened. */
export async function credentials(state: State, id: string, holder: Holder): Promise<Result<CredentialsReport>> {
  const grant = state.grants[id];
  if (grant === undefined) {
    return fail([problem("GRANT_UNKNOWN", { id, nearest: nearest(id, Object.keys(state.grants)) })]);
  }
  if (grant.given === null || grant.state === "ended") {
    return fail([problem("GRANT_NOT_ACTIVE", { id, state: grant.state.replace("_", " ") })]);
  }
  return succeed(await report(grant, grant.given, holder));
}

async function report(grant: Grant, given: Given, { privateKey, unseal }: Holder): Promise<CredentialsReport> {
  const delivery = (typeof given.delivery === "object" && given.delivery !== null ? given.delivery : {}) as {
    readonly [key: string]: Json;
  };
  const text = (name: string): string => (typeof delivery[name] === "string" ? delivery[name] : "");
  const sealed = text("kind") === "sealed" ? text("text") : null;
  const secret = sealed === null ? null : await unseal(sealed);
  return {
    ok: true,
    id: grant.id,
    subject: grant.subject,
    entitlement: grant.entitlement,
    target: grant.effect.target,
    until: formatInstant(given.until),
    kind: secret === null ? text("kind") : "secret",
    text: secret ?? text("text"),
    file: null,
    private_key: privateKey,
    use: sealed !== null && secret === null ? "age --decrypt -i {key} {file}" : text("use"),
  };
}
