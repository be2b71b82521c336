import type { Grant } from "../../core/grant/grant.ts";
import { problem, type Problem } from "../../core/problem/problem.ts";
import type { Attributed } from "../../core/statement/statement.ts";
import type { Rules } from "../rules/read-rules.ts";
import type { Journal } from "../run-journal.ts";
import { isRulesOwner } from "./may-revoke.ts";

/**
 * Ends what was given on a target that is gone for good, where as many owners of the rules as these ask for have said
 * so: nobody has seen it gone, and nothing says so. An order is about the grants that its signer had seen: it serves
 * once, and what is given there later is none of it. Answers an alert for each target.
 */
export function takeUpAbandoned(
  { journal, rules }: { readonly journal: Journal; readonly rules: Rules },
  orders: readonly Attributed[],
): Problem[] {
  const { catalog } = rules;
  const { count } = catalog.org.rules;
  const alerts: Problem[] = [];
  const said = orders.flatMap(({ by, statement }) =>
    statement.do === "abandon" && isRulesOwner(by, catalog)
      ? [{ by, target: statement.target, seq: statement.seen.seq }]
      : [],
  );
  for (const [target, about] of Map.groupBy(said, (order) => order.target)) {
    const ended = Object.values(journal.state.grants).filter((grant) => {
      if (grant.state === "ended" || grant.effect.target !== target) return false;
      return new Set(about.flatMap(({ by, seq }) => (grant.seq <= seq ? [by] : []))).size >= count;
    });
    for (const grant of ended) noteAbandoned(journal, grant);
    if (ended.length === 0) continue;
    const by = [...new Set(about.map((order) => order.by))].sort();
    alerts.push(problem("TARGET_ABANDONED", { target, by, grants: ended.map(({ id }) => id) }, {}, "warning"));
  }
  return alerts;
}

function noteAbandoned(journal: Journal, { id, subject, entitlement, effect: { target }, begun }: Grant): void {
  const verified = begun ? "unverified" : "never_started";
  const body = { subject, entitlement, target, because: "abandoned", verified, sessions: null } as const;
  journal.note({ type: "ended", grant: id, main: null, body });
}
