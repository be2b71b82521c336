import type { Config } from "../../core/config/config.ts";
import type { Grant } from "../../core/grant/grant.ts";
import type { Event } from "../../core/ledger/event.ts";
import type { Problem } from "../../core/problem/problem.ts";
import { toEventNotice, toldAs } from "../../core/report/notice.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { Notifiers } from "../../ports/notifier.ts";
import { abreast } from "../abreast.ts";
import { outsideProblem } from "../apply/outside-problem.ts";

/** So many events of a kind are told one by one; the last of them says how many there were beside. */
const most = 10;
/** So many notices are under way at once. */
const atOnce = 8;

/**
 * Tells events that were just recorded to the notifiers that name them. Whoever recorded an event tells it, once: nobody is told
 * later what could not be told then. Answers what went wrong: warnings.
 */
export async function tellEvents(
  notifiers: Notifiers,
  { repositoryId, notify }: Pick<Config, "repositoryId" | "notify">,
  said: { readonly events: readonly Event[]; readonly grants: { readonly [id: string]: Grant } },
  options: CallOptions,
): Promise<readonly Problem[]> {
  const wanted = new Set<string>(notify.flatMap(({ on }) => on));
  const news = said.events.filter((event) => wanted.has(toldAs(event)));
  const notices = [...Map.groupBy(news, toldAs).values()].flatMap((same) =>
    same.slice(0, most).map((event, index) => {
      const grant = event.grant === null ? null : (said.grants[event.grant] ?? null);
      const more = index === most - 1 ? same.length - most : 0;
      return toEventNotice({ event, grant, more }, repositoryId);
    }),
  );
  const all = notices.flatMap((notice) =>
    notify.filter(({ on }) => on.some((one) => one === notice.event)).map((config) => ({ notice, config })),
  );
  const failures = await abreast(all, atOnce, ({ notice, config }) =>
    outsideProblem(async () => (await notifiers.open(config)).tell(notice, options)),
  );
  const warnings = failures.flatMap((failure) =>
    failure === null ? [] : [{ ...failure, severity: "warning" } as const],
  );
  return [...new Map(warnings.map((each) => [`${each.code} ${each.message}`, each])).values()];
}
