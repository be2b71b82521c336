import type { Grant } from "../../core/grant/grant.ts";
import { nearest } from "../../core/problem/nearest.ts";
import { problem, type Problem } from "../../core/problem/problem.ts";
import { fail, type Result } from "../../core/problem/result.ts";
import type { StatementMade } from "../../core/report/people.ts";
import type { Match } from "../../core/statement/statement.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import { scopeOfMatch } from "../orders/matches.ts";
import { grantsRevoked, mayOrder } from "../orders/may-revoke.ts";
import type { Standing } from "../person/standing.ts";
import { whoSigns } from "../person/who-signs.ts";
import type { Confirm } from "./confirm.ts";
import { signOrder } from "./order.ts";
import type { Signing, StatementPorts } from "./statement-ports.ts";

/** Signs that grants are to end, as far as the person may end them; out as an order, which no approval is needed for. */
export async function revoke(
  ports: StatementPorts,
  standing: Standing,
  order: { readonly match: Match; readonly reason: string },
  signing: Pick<Signing, "keyFile">,
  confirm: Confirm,
  options: CallOptions,
): Promise<Result<StatementMade>> {
  const { match, reason } = order;
  const { catalog } = standing.rules;
  const grants = Object.values(standing.view.state.grants);
  const unknown = whatIsUnknown(match, grants, standing);
  if (unknown !== null) return fail([unknown]);
  const signer = await whoSigns(ports, catalog, signing.keyFile, options);
  if (!signer.ok) return signer;
  const { person } = signer.value;
  const ends = grantsRevoked(person, match, grants, catalog);
  if (ends.length === 0 && !mayOrder(person, match, catalog))
    return fail([problem("REVOKE_NOT_YOURS", { person, scope: scopeOfMatch(match) })]);
  await confirm({ do: "revoke", signer: signer.value, check: null, paths: [], ends });
  return await signOrder(ports, standing, { do: "revoke", match, reason }, signer.value, options);
}

/** A name that nothing bears is a slip: it would end nothing, and look as if it had. */
function whatIsUnknown(match: Match, grants: readonly Grant[], { rules, view }: Standing): Problem | null {
  const { people, workloads, vendors, resources } = rules.catalog;
  if ("request" in match) {
    const grant = view.state.grants[match.request];
    if (grant?.state === "ended") return problem("GRANT_ENDED", { id: match.request });
    return grant !== undefined || !Object.hasOwn(view.state.ids, match.request)
      ? null
      : problem("GRANT_ENDED", { id: match.request });
  }
  const [what, name, known] =
    "subject" in match
      ? ["subject", match.subject, [...Object.keys(people), ...Object.keys(workloads), ...grants.map((g) => g.subject)]]
      : "vendor" in match
        ? ["vendor", match.vendor, Object.keys(vendors)]
        : ["resource", match.resource, Object.keys(resources)];
  return known.includes(name) ? null : problem("NAME_UNKNOWN", { what, name, nearest: nearest(name, known) });
}
