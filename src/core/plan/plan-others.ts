import type { Claims } from "./claims.ts";
import type { Holding } from "./holding.ts";
import type { Look } from "./look.ts";
import { join, part } from "./part.ts";
import type { Part } from "./part.ts";
import type { Change } from "./change.ts";

/**
 * What no open grant explains is told. What is left of ended grants goes at once, what bears a marker of ours that
 * no event explains at the end that it bears; privileged accounts and everybody else's never.
 */
export function planOthers({ leftover, unexplained, foreign }: Claims, look: Look): Part {
  return join([
    ...leftover.map((holding) => (isPrivileged(look, holding.principal) ? tell(holding) : remove(holding))),
    ...unexplained.map((holding) => planUnexplained(holding, look)),
    ...foreign.map(tell),
  ]);
}

/** Whether no grant may name an account. */
export function isPrivileged({ config, comparable }: Look, principal: string): boolean {
  return config.privileged.some((account) => comparable(account) === comparable(principal));
}

function planUnexplained(holding: Holding, look: Look): Part {
  const { until, principal } = holding;
  if (until === null || isPrivileged(look, principal)) return tell(holding);
  return until <= look.endNow ? remove(holding) : join([tell(holding), part({ times: [until] })]);
}

function remove(holding: Holding): Part {
  const { target } = holding;
  const end: Change = { action: "end", grant: null, target, holding, because: "unexplained", verified: null };
  return join([tell(holding), part({ changes: [end] })]);
}

function tell({ target, grant, principal, ref }: Holding): Part {
  return part({ drift: [{ kind: "foreign", target, grant, principal, ref }] });
}
