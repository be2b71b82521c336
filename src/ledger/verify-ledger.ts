import { digestTree } from "../core/json/digest.ts";
import { startFolding, type Folding } from "../core/ledger/fold.ts";
import { stateDigest, toShards } from "../core/ledger/shards.ts";
import type { RolledOver, State } from "../core/ledger/state.ts";
import { brevetError } from "../core/problem/brevet-error.ts";
import type { VerifyReport } from "../core/report/report.ts";
import type { CallOptions } from "../ports/call-options.ts";
import type { Git, ObjectId } from "../ports/git.ts";
import type { Trust } from "../ports/ledger.ts";
import { checkCommit, type CheckedEvent } from "./check-commit.ts";
import { checkContinuation } from "./check-continuation.ts";
import { checkEngineSignature } from "./engine-signature.ts";
import { fault, type Fault } from "./fault.ts";
import { keptOf, type LedgerParts } from "./ledger-parts.ts";
import { readRawCommit } from "./raw-commit.ts";
import { stateFiles } from "./state-files.ts";

/** How far a history was read, and found good. */
interface Walked {
  readonly events: number;
  readonly first: CheckedEvent | null;
  readonly last: CheckedEvent | null;
  readonly state: State | null;
  readonly fault: Fault | null;
}

/**
 * Checks the whole published chain from its objects alone, oldest first, and names the first bad event. rolled: where it
 * is said to have been rolled over; each branch must continue the one before.
 */
export async function verifyLedger(
  parts: LedgerParts,
  rolled: readonly RolledOver[],
  options: CallOptions,
): Promise<VerifyReport> {
  const { git, branch, trust } = parts;
  if (trust === null) throw brevetError("TRUST_MISSING", {});
  const nothing = { events: 0, first: null, last: null, state: null };
  for (const { seq, from } of [...rolled, { seq: 1, from: branch }]) {
    if ((await git.head(from, options)) !== null) continue;
    return toReport(null, { ...nothing, fault: fault("LEDGER_MISSING", { seq, branch: from }, "") });
  }
  const head = (await git.head(branch, options)) ?? "";
  const heads = [...(await oldTips(parts, rolled, options)), head];
  const walked = await walk(parts, trust, heads, options);
  const found =
    walked.fault ?? (await stateFault(parts, walked, options)) ?? (await rewound(parts, walked, head, options));
  return toReport(head, { ...walked, fault: found });
}

/** The last commits of branches that were rolled over: each holds the event that says so, and stands on its tip. */
async function oldTips(
  { git }: LedgerParts,
  rolled: readonly RolledOver[],
  options: CallOptions,
): Promise<readonly ObjectId[]> {
  const found: ObjectId[] = [];
  for (const { from, tip } of rolled) {
    let commit = (await git.head(from, options)) ?? tip;
    // What somebody pushed on top since is none of the history.
    for (let parents = await parentsOf(git, commit, options); parents[0] !== undefined && parents[0] !== tip;) {
      commit = parents[0];
      parents = await parentsOf(git, commit, options);
    }
    found.push(commit);
  }
  return found;
}

async function parentsOf(git: Git, commit: ObjectId, options: CallOptions): Promise<readonly ObjectId[]> {
  return readRawCommit(await git.rawCommit(commit, options)).parents;
}

async function walk(
  parts: LedgerParts,
  trust: Trust,
  heads: readonly ObjectId[],
  options: CallOptions,
): Promise<Walked> {
  const folding = startFolding(null);
  let keys: readonly string[] = trust.keys;
  let events = 0;
  let first: CheckedEvent | null = null;
  let last: CheckedEvent | null = null;
  let unsigned: CheckedEvent | null = null;
  let begin: ObjectId | null = null;
  const stop = (at: Fault): Walked => ({ events, first, last, state: null, fault: at });

  for (const [rolled, head] of heads.entries()) {
    let seam: "ahead" | "again" | "passed" = rolled === 0 ? "passed" : "ahead";
    for await (const commits of parts.git.history(head, "events", options))
      for (const commit of commits) {
        const { state } = folding;
        if (seam !== "passed" && last !== null && state !== null) {
          // The next branch may also hold the very commits of the one before.
          if (seam === "again" || commit.id === begin) seam = commit.id === last.commit ? "passed" : "again";
          else {
            const begun = checkContinuation(commit, { last, state, rolled });
            if (!begun.ok) return stop(begun);
            const unfit = await signatureFault(parts, begun, new Set(keys), options);
            if (unfit !== null) return stop(unfit);
            [last, seam, begin] = [begun, "passed", commit.id];
          }
          continue;
        }
        begin ??= commit.id;
        const before = last === null || state === null ? null : { commit: last.commit, link: state };
        const checked = checkCommit(commit, before);
        if (!checked.ok) return stop(checked);
        const genesis: CheckedEvent = first ?? checked;
        if (genesis.digest !== trust.genesis) {
          const { digest } = genesis;
          return stop(fault("LEDGER_OTHER_GENESIS", { seq: 1, genesis: digest, pinned: trust.genesis }, commit.id));
        }
        unsigned ??= checked;
        folding.take(checked);
        // What a run says of keys counts from the next run on. Only the genesis, which is pinned, speaks for its own.
        if (first === null) keys = [...trust.keys, ...keysOf(folding)];
        if (checked.state !== null) {
          const unfit = await signatureFault(parts, checked, new Set(keys), options);
          if (unfit !== null) return stop(unfit);
          keys = [...trust.keys, ...keysOf(folding)];
          unsigned = null;
        }
        first = genesis;
        last = checked;
        events += 1;
      }
    if (seam !== "passed" && last !== null) {
      const { event, commit } = last;
      return stop(
        fault("LEDGER_EVENT_PLACE", { seq: event.seq, what: "the next branch goes on from elsewhere" }, commit),
      );
    }
  }
  if (unsigned !== null) {
    const { event, commit } = unsigned;
    return stop(fault("LEDGER_FOREIGN_EVENT", { seq: event.seq, commit }, commit));
  }
  return { events, first, last, state: folding.state, fault: null };
}

async function signatureFault(
  parts: LedgerParts,
  { commit, event: { seq } }: CheckedEvent,
  keys: ReadonlySet<string>,
  options: CallOptions,
): Promise<Fault | null> {
  const signature = await checkEngineSignature(parts, commit, keys, options);
  return signature.ok ? null : { ok: false, seq, commit, ...signature.distrust };
}

/** The state of the tip must be what all events give: `apply` starts from it. */
async function stateFault({ git }: LedgerParts, { last, state }: Walked, options: CallOptions): Promise<Fault | null> {
  if (last === null || state === null) return null;
  const kept = digestTree(await stateFiles(git, last.commit, options));
  if (last.state === kept && kept === stateDigest(toShards(state))) return null;
  return fault("LEDGER_STATE", { seq: last.event.seq }, last.commit);
}

/** What verified here before must be part of it; the first event that is missing is the bad one. */
async function rewound(
  { git, branch }: LedgerParts,
  { events }: Walked,
  head: ObjectId,
  options: CallOptions,
): Promise<Fault | null> {
  const kept = await git.resolve(keptOf(branch), options);
  if (kept === null || kept === head || (await git.isAncestor(kept, head, options))) return null;
  return fault("LEDGER_REWOUND", { seq: events + 1, commit: head, kept }, kept);
}

function keysOf({ state }: Folding): readonly string[] {
  return state?.keys ?? [];
}

function toReport(head: ObjectId | null, { events, first, last, fault: bad }: Walked): VerifyReport {
  return {
    ok: bad === null,
    events,
    head,
    digest: last?.digest ?? null,
    from: first?.event.at ?? null,
    until: last?.event.at ?? null,
    first_bad: bad === null ? null : { seq: bad.seq, commit: bad.commit, code: bad.code, message: bad.message },
  };
}
