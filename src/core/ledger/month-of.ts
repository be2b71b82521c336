/** The month of the day that stands in a request's id (`2026-11`); null where it holds none. */
export function monthOf(id: string): string | null {
  return /^[^/]+\/[^/]+\/([0-9]{4}-[0-9]{2})-[0-9]{2}-/.exec(id)?.[1] ?? null;
}
