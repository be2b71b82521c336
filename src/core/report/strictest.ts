import type { Outcome } from "./report.ts";

const order = ["invalid", "denied", "pending", "allowed"] as const;

/** The answer to several things that stand or fall together; null where there is none. */
export function strictest(outcomes: readonly Outcome[]): Outcome | null {
  return order.find((outcome) => outcomes.includes(outcome)) ?? null;
}
