import { isConfidential } from "../core/config/is-confidential.ts";
import { brevetError } from "../core/problem/brevet-error.ts";
import type { Notifier } from "../ports/notifier.ts";
import type { Notice } from "../core/report/notice.ts";

/** A place that has not taken a notice after so long has not: milliseconds. */
const deadlineMs = 8000;

/** Where a notifier posts, and in which form. */
export interface Posting {
  readonly id: string;
  /** Read anew for each notice: whoever changes the secret need not start the engine again. */
  readonly address: () => Promise<string>;
  readonly form: (notice: Notice) => object;
}

/** Tells by posting JSON to one address over TLS; without it only to this machine itself. */
export function poster({ id, address, form }: Posting): Notifier {
  return {
    async tell(notice, { signal }) {
      const url = toUrl(await address());
      if (url === null) throw brevetError("NOTICE_NOT_TAKEN", { notifier: id, said: "its address is not https://…" });
      const deadline = AbortSignal.timeout(deadlineMs);
      const said = await post(url, form(notice), AbortSignal.any([signal, deadline])).catch((error: unknown) => {
        if (signal.aborted) throw error;
        return deadline.aborted ? `no answer in ${deadlineMs / 1000} seconds` : reasonOf(error);
      });
      if (said !== null) throw brevetError("NOTICE_NOT_TAKEN", { notifier: id, said });
    },
  };
}

/** Answers why it was not taken; null: it was. What the place says is not read: only that it says yes. */
async function post(url: URL, body: object, signal: AbortSignal): Promise<string | null> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", "user-agent": "brevet" },
    body: JSON.stringify(body),
    redirect: "manual",
    signal,
  });
  await response.body?.cancel();
  return response.ok ? null : `it answered ${response.status}`;
}

function toUrl(text: string): URL | null {
  const url = URL.parse(text.trim());
  if (url === null || url.username !== "" || url.password !== "") return null;
  return isConfidential(url) ? url : null;
}

/** The code of what failed below, never its text: that may hold the address. */
function reasonOf(error: unknown): string {
  const { cause } = error as { readonly cause?: unknown };
  const code = typeof cause === "object" && cause !== null && "code" in cause ? cause.code : null;
  return typeof code === "string" && /^[A-Z][A-Z0-9_]{1,60}$/.test(code)
    ? `it cannot be reached (${code})`
    : "it cannot be reached";
}
