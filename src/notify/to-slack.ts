import type { Notice } from "../core/report/notice.ts";

/** A notice as incoming webhooks of Slack take it: nothing in it is a mention, a link or a format. */
export function toSlack({ text }: Notice): object {
  return { text: escape(text), mrkdwn: false, link_names: false, parse: "none", unfurl_links: false };
}

/** The three characters that begin anything there (docs: "escaping text"). */
function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
