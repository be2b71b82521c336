import { instant } from "../time/instant.ts";
import type { Instant } from "../time/instant.ts";

/** What a holding bears, where a target has room for it: whose it is, by which grant, and when it must be gone. */
export interface Marker {
  readonly repository: string;
  readonly grant: string;
  readonly until: Instant;
}

const pattern = /^brevet:([0-9a-f-]{36}):([a-z0-9/-]+):(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)$/;

/** `brevet:<repository_id>:<grant>:<until>`, a URI; the end in whole seconds, never later than `until`. */
export function toMarker({ repository, grant, until }: Marker): string {
  return `brevet:${repository}:${grant}:${new Date(until).toISOString().slice(0, 19)}Z`;
}

/** What a marker says, or null where the text is none. */
export function parseMarker(text: string): Marker | null {
  const [, repository, grant, until] = pattern.exec(text) ?? [];
  if (repository === undefined || grant === undefined || until === undefined) return null;
  const epochMs = Date.parse(until);
  return Number.isNaN(epochMs) ? null : { repository, grant, until: instant(epochMs) };
}
