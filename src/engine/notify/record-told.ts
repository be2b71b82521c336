import type { Journal } from "../run-journal.ts";
import type { Told } from "./tell-obliged.ts";

/** Notes who was told, unless the history says it already. */
export function recordTold(journal: Journal, told: readonly Told[]): void {
  for (const { grant, to, via } of told) {
    const known = journal.state.grants[grant];
    if (known === undefined || known.told?.includes(to) === true) continue;
    journal.note({ type: "notified", grant, main: null, body: { to, via: [...via] } });
  }
}
