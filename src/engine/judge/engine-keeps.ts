import type { Obligation } from "../../core/decision/decision.ts";
import type { Rules } from "../rules/read-rules.ts";

/**
 * Kinds of obligation that the engine keeps by itself, whatever the target is: it sees to reviews, and it tells people
 * where all of these rules name a notifier.
 */
export function engineKeeps(...all: readonly Pick<Rules, "config">[]): Obligation["kind"][] {
  return all.every(({ config }) => config.notify.length > 0) ? ["review", "notify"] : ["review"];
}
