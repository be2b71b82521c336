import { member } from "../core/json/member.ts";
import { toTimestamp } from "../core/time/timestamp.ts";
import type { EvidenceSource } from "../ports/evidence.ts";
import { fetchJson, unknown } from "./fetch-text.ts";
import { addresses } from "./addresses.ts";

/** Who is on call on a schedule of Opsgenie: `GET /v2/schedules/{id}/on-calls?flat=true`. */
export function opsgenie(id: string, url: URL, schedule: string, token: () => Promise<string>): EvidenceSource {
  return {
    async look({ at: moment }, options) {
      const path = `v2/schedules/${encodeURIComponent(schedule)}/on-calls`;
      const asked = new URL(`${url.href.replace(/\/$/, "")}/${path}`);
      asked.search = new URLSearchParams({ flat: "true", date: toTimestamp(moment) }).toString();
      const onCall = await fetchJson(id, asked, { authorization: `GenieKey ${await token()}` }, toAddresses, options);
      if (onCall === null) throw unknown(id, "there is no such schedule");
      return { onCall, ticket: null };
    },
  };
}

function toAddresses(answer: unknown): string[] | null {
  const list = member(answer, "data", "onCallRecipients");
  return Array.isArray(list) ? addresses(list) : null;
}
