import type { Event } from "../../core/ledger/event.ts";
import type { State } from "../../core/ledger/state.ts";
import type { Instant } from "../../core/time/instant.ts";
import type { Judged } from "../judge/case.ts";
import { openJournal } from "../run-journal.ts";
import { admittedEntry } from "./entries.ts";

const nobody: Event["by"] = { kind: "engine", version: "", run: null };

/** The state as it would be had that request been admitted; as it is where it would not be. Records nothing. */
export function withAdmitted(state: State, judged: Judged, now: Instant): State {
  const entry = admittedEntry(judged, state.cursor);
  if (entry === null) return state;
  const journal = openJournal(state, nobody, () => now);
  journal.note(entry);
  return journal.state;
}
