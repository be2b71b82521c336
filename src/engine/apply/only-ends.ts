import type { Plan } from "../../core/plan/change.ts";

/** Where nothing may start, what is ours goes on being ended; what no event explains is left alone. */
export function onlyEnds(plan: Plan): Plan {
  return {
    ...plan,
    changes: plan.changes.filter((change) => change.action === "end" && change.because !== "unexplained"),
  };
}
