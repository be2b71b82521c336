import { brevetError } from "../core/problem/brevet-error.ts";
import type { CallOptions } from "../ports/call-options.ts";
import type { Draft, Event } from "../core/ledger/event.ts";
import type { Appended, Ledger, LedgerView } from "../ports/ledger.ts";
import { appendEvents } from "./append-events.ts";
import { keptOf, type LedgerParts } from "./ledger-parts.ts";
import { newestBranch, openNewest } from "./open-newest.ts";
import { digestOfEvent, eventsIn } from "./read-events.ts";
import { recoverLedger } from "./recover-ledger.ts";
import { upTo } from "./up-to.ts";
import { verifyLedger } from "./verify-ledger.ts";

/**
 * The ledger as commits on a branch, believed by signatures of keys that are pinned outside git. Where the history
 * went on, on a later branch, that one counts.
 */
export function gitLedger(parts: LedgerParts): Ledger {
  const { git } = parts;
  const of = ({ state }: LedgerView): LedgerParts => ({ ...parts, branch: state.branch ?? parts.branch });
  return {
    open: (options) => openNewest(parts, options),
    append: (view, drafts, options) => append(of(view), view, drafts, options),
    create: (drafts, options) => create(parts, drafts, options),
    digestAt: (view, seq, options) =>
      isWithin(view, seq) ? digestOfEvent(git, view.tip.commit, seq, options) : Promise.resolve(null),
    eventAt: (view, seq, options) => eventAt(parts, view, seq, options),
    events: (view, from, options) =>
      eventsIn(git, view.tip.commit, { from: Math.max(from, 1), to: view.tip.seq }, options),
    verify: async (options) => verifyLedger({ ...parts, branch: await newestBranch(parts, options) }, options),
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
  if (drafts.length === 0) return { outcome: "appended", tip, state, events: [] };
  return appendEvents(parts, { commit: tip.commit, state }, drafts, options);
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
  if (!isWithin(view, seq)) return null;
  for await (const event of eventsIn(git, view.tip.commit, { from: seq, to: seq }, options)) return event;
  return null;
}

function isWithin({ tip }: LedgerView, seq: number): boolean {
  return Number.isSafeInteger(seq) && seq >= 1 && seq <= tip.seq;
}
