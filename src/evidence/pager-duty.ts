import { member } from "../core/json/member.ts";
import { toTimestamp } from "../core/time/timestamp.ts";
import type { EvidenceSource } from "../ports/evidence.ts";
import { fetchJson, unknown } from "./fetch-text.ts";
import { addresses } from "./addresses.ts";

/** Who is on call on a schedule of PagerDuty: REST API v2, `GET /oncalls`. */
export function pagerDuty(id: string, url: URL, schedule: string, token: () => Promise<string>): EvidenceSource {
  return {
    async look({ at: moment }, options) {
      const asked = new URL(`${url.href.replace(/\/$/, "")}/oncalls`);
      asked.search = new URLSearchParams({
        "schedule_ids[]": schedule,
        "include[]": "users",
        since: toTimestamp(moment),
        until: toTimestamp(moment),
        limit: "100",
      }).toString();
      const headers = { authorization: `Token token=${await token()}`, "x-pagerduty-version": "2" };
      const onCall = await fetchJson(id, asked, headers, toAddresses, options);
      if (onCall === null) throw unknown(id, "there is no such schedule");
      return { onCall, ticket: null };
    },
  };
}

function toAddresses(answer: unknown): string[] | null {
  const list = member(answer, "oncalls");
  // What does not fit into one answer is left out of it: then nobody knows who else there is.
  if (!Array.isArray(list) || member(answer, "more") === true) return null;
  return addresses(list.map((one) => member(one, "user", "email")));
}
