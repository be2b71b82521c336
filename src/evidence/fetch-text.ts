import { isConfidential } from "../core/config/is-confidential.ts";
import { brevetError } from "../core/problem/brevet-error.ts";
import type { CallOptions } from "../ports/call-options.ts";

/** A source that has not answered after so long has not: milliseconds. */
const deadlineMs = 8000;
const mostBytes = 1024 * 1024;

/** What one address says over TLS; without it only this machine itself is asked. Null: there is nothing there (404). */
export async function fetchText(
  source: string,
  url: URL,
  headers: Readonly<Record<string, string>>,
  { signal }: CallOptions,
): Promise<string | null> {
  if (!isConfidential(url)) throw unknown(source, "its address is not https://…");
  const deadline = AbortSignal.timeout(deadlineMs);
  try {
    const both = AbortSignal.any([signal, deadline]);
    const response = await fetch(url, {
      headers: { ...headers, "user-agent": "brevet" },
      redirect: "manual",
      signal: both,
    });
    if (response.status === 404) return null;
    if (!response.ok) throw unknown(source, `it answered ${response.status}`);
    return await readText(response, source);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof Error && "code" in error && error.code === "EVIDENCE_UNKNOWN") throw error;
    throw unknown(source, deadline.aborted ? `no answer in ${deadlineMs / 1000} seconds` : "it cannot be reached");
  }
}

/** What the address says as JSON, as its adapter understands it. */
export async function fetchJson<T>(
  source: string,
  url: URL,
  headers: Readonly<Record<string, string>>,
  understand: (value: unknown) => T | null,
  options: CallOptions,
): Promise<T | null> {
  const text = await fetchText(source, url, { ...headers, accept: "application/json" }, options);
  if (text === null) return null;
  const understood = understand(parse(text));
  if (understood === null) throw unknown(source, "its answer is of another form");
  return understood;
}

/** That a source did not say what it was asked. */
export function unknown(source: string, said: string): Error {
  return brevetError("EVIDENCE_UNKNOWN", { source, said });
}

async function readText(response: Response, source: string): Promise<string> {
  const decoder = new TextDecoder();
  let [text, bytes] = ["", 0];
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes) throw unknown(source, "its answer is longer than 1 MiB");
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
