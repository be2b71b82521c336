import type { Given, Grant } from "../../core/grant/grant.ts";
import type { Change } from "../../core/plan/change.ts";
import type { Scope } from "../../ports/target.ts";

/**
 * What a look at one target has to know: what the ledger recorded there, and what this run was just given. A start
 * that never answered may land after its grant has ended: it is looked for as long as the state knows the grant.
 */
export function scopeOf(
  grants: readonly Grant[],
  fresh: readonly { readonly change: Exclude<Change, { action: "end" }>; readonly given: Given }[],
): Scope {
  const open = grants.filter((grant) => grant.state !== "ended");
  const recorded = open.flatMap((grant) =>
    grant.given === null
      ? []
      : [{ grant: grant.id, principal: grant.effect.principal, rights: grant.effect.rights, given: grant.given }],
  );
  const given = fresh.map(({ change, given }) => ({
    grant: change.grant,
    principal: change.assignment.principal,
    rights: change.assignment.rights,
    given,
  }));
  const starting = grants
    .filter(mayHaveStarted)
    .map((grant) => ({ grant: grant.id, principal: grant.effect.principal, until: grant.lease.until }));
  return { recorded: [...recorded, ...given], starting };
}

function mayHaveStarted({ state, begun, given }: Grant): boolean {
  if (state === "ended") return begun && given === null;
  return state === "starting" || state === "start_failed";
}
