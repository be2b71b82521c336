import type { Counts } from "./counts.ts";
import type { Place } from "./place/place.ts";
import type { Row } from "./row.ts";
import type { Tried } from "./table.ts";

/** Tries one row. What it throws is a promise broken. */
export async function tryRow(row: Row, place: Place, counts: Counts): Promise<Tried> {
  try {
    return { row, came: await row.run(place, counts) };
  } catch (error) {
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { row, came: { figures: "it broke off", broken: [what], slow: [] } };
  }
}
