import type { CheckReport } from "../../core/report/report.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { Changes, Mark, MergeMethod, OpenChange } from "../../ports/changes.ts";
import type { ObjectId } from "../../ports/git.ts";
import type { RequestExplanation } from "../../core/report/people.ts";
import type { ReplayReport } from "../../core/report/replay.ts";
import { judgeChange } from "../check-change.ts";
import { explainJudged } from "../explain-requests.ts";
import type { JudgePorts } from "../engine-ports.ts";
import type { Standing } from "../person/standing.ts";
import { replayChange } from "../replay/replay-change.ts";
import { whoToAsk } from "./who-to-ask.ts";

/** What the gate needs: it judges, and talks where changes are reviewed. It opens no target. */
export interface GatePorts extends JudgePorts {
  readonly changes: Changes;
}

/** How far the gate goes with a change. */
export interface GateOptions {
  /** Null: it only says what it found. */
  readonly merge: MergeMethod | null;
  /** The line beside the commit, of that answer. */
  readonly markOf: (report: CheckReport) => Mark;
  /** The same for a commit that main's queue made. */
  readonly markInQueue: (report: CheckReport) => Mark;
  /** Such a commit of it, as whoever started this says; null: nobody says. */
  readonly queued: ObjectId | null;
}

/** What the gate found and did. */
export interface Gated {
  readonly change: OpenChange;
  readonly report: CheckReport;
  /** What each rule made of each request. */
  readonly explained: readonly RequestExplanation[];
  /** What its rules would have made of the past; null: it changes none, or they cannot judge. */
  readonly replayed: ReplayReport | null;
  /** Accounts that were asked for a review now. */
  readonly asked: readonly string[];
  readonly merged: ObjectId | null;
  /** Whether it stands in main's queue, which merges it. */
  readonly isQueued: boolean;
  /** Why it was not merged although it is allowed, as the forge said it. */
  readonly stopped: string | null;
}

/**
 * Judges an open change by the rules in force, marks its head with the answer, and what main's queue made of it, asks the very
 * people who still have to agree, and merges the head that was judged once it is allowed, or puts it into main's queue. Null:
 * it is not open any more, or moves right now; then another run follows.
 */
export async function gateChange(
  ports: GatePorts,
  by: Standing,
  number: number,
  how: GateOptions,
  options: CallOptions,
): Promise<Gated | null> {
  const { changes, git } = ports;
  const change = await changes.find(number, options);
  if (change === null || (await git.shared(`refs/pull/${number}/head`, options)) !== change.head) return null;
  const { report, judged, changesRules } = await judgeChange(ports, by, { base: by.main, head: change.head }, options);
  const explained = await explainJudged(ports, by.rules, judged, options);
  const replayed = changesRules ? await replayChange(ports, by, change.head, options) : null;
  await changes.mark(change.head, how.markOf(report), options);
  for (const commit of new Set([how.queued, change.queue?.commit ?? null]))
    if (commit !== null) await changes.mark(commit, how.markInQueue(report), options);
  const found = { change, report, explained, replayed, asked: [], merged: null, isQueued: false, stopped: null };
  if (how.merge === null || change.isDraft) return found;
  if (!report.ok) return { ...found, asked: await askFor(changes, by, change, report, options) };
  if (report.requests.length === 0) return found; // nothing that a policy allowed: somebody merges it
  const title = titleOf(report);
  const merged = await changes.merge(change, { method: how.merge, title }, options);
  if (merged.outcome === "moved") return null;
  if (merged.outcome === "queued") return { ...found, isQueued: true };
  if (merged.outcome === "refused") return { ...found, stopped: merged.said };
  if (!change.isFromFork) await changes.drop(change, options);
  return { ...found, merged: merged.commit };
}

async function askFor(
  changes: Changes,
  { rules }: Standing,
  change: OpenChange,
  report: CheckReport,
  options: CallOptions,
): Promise<readonly string[]> {
  const accounts = whoToAsk(report, rules.catalog).flatMap((id) => rules.catalog.people[id]?.github?.login ?? []);
  const known = new Set([...change.asked, change.openedBy].map((account) => account?.toLowerCase()));
  const wanted = accounts.filter((account) => !known.has(account.toLowerCase()));
  return wanted.length === 0 ? [] : await changes.ask(change, wanted, options);
}

/** What main's history says of it: nothing that anybody wrote. */
function titleOf({ requests: [first, ...others] }: CheckReport): string {
  return `Request ${first?.id ?? ""}${others.length === 0 ? "" : ` and ${others.length} more`}`;
}
