import { brevetError } from "../core/problem/brevet-error.ts";
import type { CallOptions } from "../ports/call-options.ts";
import type { Draft, Event } from "../core/ledger/event.ts";
import type { Appended, Ledger, LedgerView } from "../ports/ledger.ts";
import { appendEvents } from "./append-events.ts";
import { keptOf, type LedgerParts } from "./ledger-parts.ts";
import { openNewest } from "./open-newest.ts";
import { digestOfEvent, eventsOf } from "./read-events.ts";
import { recoverLedger } from "./recover-ledger.ts";
import { placeOfRun } from "./roll-over.ts";
import { segmentsOf, type Segment } from "./segments.ts";
import { upTo } from "./up-to.ts";
import { verifyLedger } from "./verify-ledger.ts";

/**
 * The ledger as commits on a branch, believed by signatures of keys that are pinned outside git. Where the history
 * went on, on a later branch, that one counts.
 */
export function gitLedger(parts: LedgerParts): Ledger {
  const { git } = parts;
  return {
    open: async (options) => {
      const { view, distrust } = await openNewest(parts, options);
      return { view, distrust };
    },
    append: (view, drafts, options) => append(parts, view, drafts, options),
    create: (drafts, options) => create(parts, drafts, options),
    digestAt: async (view, seq, options) => {
      const isThere = Number.isSafeInteger(seq);
      const holding = segmentsIn(view).find(({ from, to }) => isThere && from <= seq && seq <= to);
      return holding === undefined ? null : await digestOfEvent(git, holding.commit, seq, options);
    },
    eventAt: (view, seq, options) => eventAt(parts, view, seq, options),
    events: (view, from, options) =>
      eventsOf(git, segmentsIn(view), { from: Math.max(from, 1), to: view.tip.seq }, options),
    verify: async (options) => {
      const { view, branch } = await openNewest(parts, options);
      return await verifyLedger({ ...parts, branch }, view?.state.rolled ?? [], options);
    },
    upTo: (point, options) => upTo(parts, point, options),
    recover: (view, draft, options) => recoverLedger(parts, view, draft, options),
  };
}

async function append(
  parts: LedgerParts,
  { tip, state, distrust }: LedgerView,
  drafts: readonly Draft[],
  options: CallOptions,
): Promise<Appended> {
  if (distrust !== null) throw brevetError("LEDGER_NOT_BELIEVED", { code: distrust.code });
  const [first] = drafts;
  if (first === undefined) return { outcome: "appended", tip, state, events: [] };
  const place = await placeOfRun(parts, { tip, state }, first, options);
  if (place.outcome === "moved") return place;
  const branch = place.state.branch ?? parts.branch;
  return appendEvents({ ...parts, branch }, { commit: place.tip.commit, state: place.state }, drafts, options);
}

async function create(parts: LedgerParts, drafts: readonly Draft[], options: CallOptions): Promise<Appended> {
  const { git, branch } = parts;
  const found = (await git.head(branch, options)) ?? (await git.resolve(keptOf(branch), options));
  if (found !== null) throw brevetError("LEDGER_EXISTS", { branch });
  return appendEvents(parts, null, drafts, options);
}

async function eventAt(
  { git }: LedgerParts,
  view: LedgerView,
  seq: number,
  options: CallOptions,
): Promise<Event | null> {
  if (!Number.isSafeInteger(seq)) return null;
  for await (const event of eventsOf(git, segmentsIn(view), { from: seq, to: seq }, options)) return event;
  return null;
}

function segmentsIn({ tip, state }: LedgerView): readonly Segment[] {
  return segmentsOf(tip, state.rolled);
}
