import type { EvidenceConfig } from "../core/config/config.ts";
import type { EvidenceSource } from "../ports/evidence.ts";
import { opsgenie } from "./opsgenie.ts";
import { pagerDuty } from "./pager-duty.ts";
import { tickets } from "./tickets.ts";

/** The source of a configuration. token: reads its secret. */
export async function openSource(config: EvidenceConfig, token: () => Promise<string>): Promise<EvidenceSource> {
  const { id, kind, url, schedule, field, open } = config;
  switch (kind) {
    case "pagerduty":
      return pagerDuty(id, new URL(url), schedule, token);
    case "opsgenie":
      return opsgenie(id, new URL(url), schedule, token);
    case "icalendar": {
      const { calendar } = await import("./calendar.ts");
      return calendar(id, new URL(url));
    }
    case "tickets":
      return tickets(id, url, { field, open }, config.token === null ? null : token);
  }
}
