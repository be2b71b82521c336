import { member } from "../core/json/member.ts";
import type { EvidenceSource } from "../ports/evidence.ts";
import { fetchJson } from "./fetch-text.ts";

/** Where a ticket API tells the state of a ticket, and which states are open. */
interface TicketForm {
  /** `fields.status.name`. */
  readonly field: string;
  readonly open: readonly string[];
}

/** Whether a ticket is open, of any API that answers a GET on its address with JSON: `{ticket}` stands for its name. */
export function tickets(
  id: string,
  url: string,
  form: TicketForm,
  token: (() => Promise<string>) | null,
): EvidenceSource {
  return {
    async look({ ticket }, options) {
      if (ticket === null) return { onCall: null, ticket: null };
      const asked = new URL(url.replaceAll("{ticket}", encodeURIComponent(ticket)));
      const headers: Record<string, string> = token === null ? {} : { authorization: `Bearer ${await token()}` };
      const state = await fetchJson(id, asked, headers, (answer) => stateOf(answer, form), options);
      return { onCall: null, ticket: state ?? "missing" };
    },
  };
}

function stateOf(answer: unknown, { field, open }: TicketForm): "open" | "closed" | null {
  const state = member(answer, ...field.split("."));
  if (typeof state !== "string") return null;
  return open.some((one) => one.toLowerCase() === state.toLowerCase()) ? "open" : "closed";
}
