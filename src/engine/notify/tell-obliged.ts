import type { Config } from "../../core/config/config.ts";
import type { Untold } from "../../core/ledger/untold.ts";
import { isError, problem, type Problem } from "../../core/problem/problem.ts";
import { toNotice } from "../../core/report/notice.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { Notifiers } from "../../ports/notifier.ts";
import { abreast } from "../abreast.ts";
import { outsideProblem } from "../apply/outside-problem.ts";

/** That somebody was told of a grant, and by which notifiers: not recorded yet. */
export interface Told {
  readonly grant: string;
  readonly to: string;
  readonly via: readonly string[];
}

/** What came of telling: who was told, and what went wrong. */
export interface Telling {
  readonly told: readonly Told[];
  readonly problems: readonly Problem[];
}

/** So many notices are under way at once. */
const atOnce = 8;

/**
 * Tells those who must be told, by every notifier of the rules in force. Who was told by one of them was told: another
 * that failed is a warning. Who could not be told at all is told by a later run: it holds up no start and no end.
 */
export async function tellObliged(
  notifiers: Notifiers,
  { repositoryId, notify }: Pick<Config, "repositoryId" | "notify">,
  whom: readonly Untold[],
  options: CallOptions,
): Promise<Telling> {
  const told: Told[] = [];
  const problems: Problem[] = [];
  const tellOne = async (one: Untold): Promise<void> => {
    const notice = toNotice(one, repositoryId);
    const failures = await Promise.all(
      notify.map((config) => outsideProblem(async () => (await notifiers.open(config)).tell(notice, options))),
    );
    const via = notify.flatMap(({ id }, index) => (failures[index] === null ? [id] : []));
    if (via.length > 0) told.push({ grant: one.grant.id, to: one.to, via });
    const severity = via.length > 0 ? "warning" : "error";
    problems.push(...failures.flatMap((failure) => (failure === null ? [] : [{ ...failure, severity } as const])));
    if (notify.length === 0) problems.push(problem("NOTIFIER_NONE", { to: one.to, grant: one.grant.id }));
  };
  await abreast(whom, atOnce, tellOne);
  return { told, problems: once(problems) };
}

/** One of each, an error before a warning: of a thousand notices that failed alike, one line tells. */
function once(problems: readonly Problem[]): Problem[] {
  const sorted = problems.toSorted((a, b) => Number(isError(b)) - Number(isError(a)));
  return [...new Map(sorted.toReversed().map((each) => [`${each.code} ${each.message}`, each])).values()].toReversed();
}
