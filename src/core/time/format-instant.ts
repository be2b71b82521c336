import type { Instant } from "./instant.ts";

/** RFC 3339, UTC, whole seconds (rounded down): how statements and reports carry time. */
export function formatInstant(at: Instant): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}
