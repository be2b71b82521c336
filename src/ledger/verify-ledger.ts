import { digestTree } from "../core/json/digest.ts";
import { stateDigest, toShards } from "../core/ledger/shards.ts";
import type { RolledOver } from "../core/ledger/state.ts";
import { brevetError } from "../core/problem/brevet-error.ts";
import type { VerifyReport } from "../core/report/report.ts";
import type { CallOptions } from "../ports/call-options.ts";
import type { Git, ObjectId } from "../ports/git.ts";
import { fault, type Fault } from "./fault.ts";
import { keptOf, type LedgerParts } from "./ledger-parts.ts";
import { readRawCommit } from "./raw-commit.ts";
import { stateFiles } from "./state-files.ts";
import { Walk, type Walked } from "./walk.ts";

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
  const walked = await new Walk(parts, trust).over(heads, options);
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

function toReport(head: ObjectId | null, { events, first, last, fault: bad }: Walked): VerifyReport {
  return {
    ok: bad === null,
    events,
    head,
    digest: last?.digest ?? null,
    from: first?.event.at ?? null,
    until: last?.event.at ?? null,
    first_bad: bad === null ? null : firstBad(bad),
  };
}

function firstBad({ seq, commit, code, message, next }: Fault): VerifyReport["first_bad"] {
  return { seq, commit, code, message, next };
}
