import { isEvent } from "../../core/ledger/event-of.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { ObjectId } from "../../ports/git.ts";
import type { LedgerView } from "../../ports/ledger.ts";
import type { JudgePorts } from "../engine-ports.ts";
import { readRules, type Rules } from "./read-rules.ts";

/**
 * The rules that were in force at a commit of main: the last accepted revision at or before it. known: revisions that
 * are at hand, newest first, some of which the ledger may not name yet. Null: there were none.
 */
export async function rulesInForceAt(
  ports: JudgePorts,
  known: readonly Rules[],
  view: LedgerView,
  at: ObjectId,
  options: CallOptions,
): Promise<Rules | null> {
  for (const rules of known) if (await ports.git.isAncestor(rules.commit, at, options)) return rules;
  for (const commit of await acceptedIn(ports, view, options)) {
    if (!(await ports.git.isAncestor(commit, at, options))) continue;
    const rules = await readRules(ports.git, ports.kinds, commit, options);
    return rules.ok ? rules.value : null;
  }
  return null;
}

/** A history that was seen says the same for ever, and a run asks for each review given before the rules changed. */
const accepted = new WeakMap<LedgerView, readonly ObjectId[]>();

/** The commits whose rules were accepted, newest first. */
async function acceptedIn(
  { ledger }: Pick<JudgePorts, "ledger">,
  view: LedgerView,
  options: CallOptions,
): Promise<readonly ObjectId[]> {
  const known = accepted.get(view);
  if (known !== undefined) return known;
  const commits: ObjectId[] = [];
  for await (const event of ledger.events(view, 1, { ...options, types: ["rules_accepted"] }))
    if (isEvent(event, "rules_accepted") && event.main !== null) commits.unshift(event.main);
  accepted.set(view, commits);
  return commits;
}
