import { digestTree } from "../../core/json/digest.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { WalkedCommit } from "../../ports/git.ts";
import type { LedgerView } from "../../ports/ledger.ts";
import type { Problem } from "../../core/problem/problem.ts";
import { outsideProblem } from "../apply/outside-problem.ts";
import { admitChange, type Refused } from "../admit/admit-change.ts";
import type { JudgePorts } from "../engine-ports.ts";
import { isRulesPath } from "../rules/rules-paths.ts";
import { readRulesFiles, type Rules } from "../rules/read-rules.ts";
import type { Journal } from "../run-journal.ts";
import { authorsOfRules } from "./authors-of-rules.ts";
import { changeOf } from "./change-of.ts";
import { consentTo } from "./consent.ts";
import { defer, retryDeferred, touchesDeferred } from "./defer.ts";
import { judgeRules, type RulesJudgement } from "./judge-rules.ts";

/** Where a run stands on main, and what it knows. */
export interface Following {
  readonly view: LedgerView;
  readonly journal: Journal;
  readonly rules: Rules;
  readonly main: string;
}

/**
 * Goes on from the cursor, commit by commit on the first-parent line. Rules are judged first along the whole way,
 * because a request is judged by those in force at its merge and by those in force now; then everything is noted in
 * the order of main. Answers the rules in force at its end.
 */
export async function followMain(ports: JudgePorts, at: Following, options: CallOptions): Promise<Followed> {
  const commits: WalkedCommit[] = [];
  for await (const commit of ports.git.walk(at.journal.state.cursor, at.main, options)) commits.push(commit);
  const judgements = await judgeAlong(ports, at, commits, options);
  const now = judgements.at(-1)?.after ?? at.rules;
  const before = await retryDeferred(ports, at, now, options);
  const refused: Refused[] = [...before.refused];
  const deferred: Problem[] = [...before.deferred];
  let merge = at.rules;
  const stopped: Problem[] = [];
  for (const step of judgements) {
    if (touchesDeferred(at.journal.state, step.commit)) break;
    const problem = await outsideProblem(() =>
      at.journal.attempt(async () => {
        if (step.judgement !== null) noteRules(at.journal, step.commit.id, merge, step.judgement);
        const run = { view: at.view, journal: at.journal, rules: { merge: step.after, now } };
        refused.push(...(await admitChange(ports, run, step.commit, options)));
      }),
    );
    if (problem !== null && step.judgement !== null) {
      stopped.push(problem);
      break;
    }
    if (problem !== null) deferred.push(...defer(at.journal, step.commit, problem));
    merge = step.after;
  }
  return { rules: merge, refused, judgements: judgements.flatMap(judged), deferred, stopped };
}

/** What following main came to. */
export interface Followed {
  /** In force at its end. */
  readonly rules: Rules;
  readonly refused: readonly Refused[];
  /** Revisions of the rules that were judged, and where they stand. */
  readonly judgements: readonly { readonly commit: string; readonly judgement: RulesJudgement }[];
  /** Requests that cannot be judged now, and why: they alone wait. */
  readonly deferred: readonly Problem[];
  /** Why it stopped on its way: what cannot be judged now, and what comes after it, waits. */
  readonly stopped: readonly Problem[];
}

function judged({ commit, judgement }: Step): Followed["judgements"] {
  return judgement === null ? [] : [{ commit: commit.id, judgement }];
}

interface Step {
  readonly commit: WalkedCommit;
  readonly judgement: RulesJudgement | null;
  /** In force after this commit. */
  readonly after: Rules;
}

async function judgeAlong(
  ports: JudgePorts,
  at: Following,
  commits: readonly WalkedCommit[],
  options: CallOptions,
): Promise<Step[]> {
  const steps: Step[] = [];
  let inForce = at.rules;
  for (const commit of commits) {
    const touches = commit.changes.some(
      (change) => isRulesPath(change.path) || change.path.startsWith("statements/rules/"),
    );
    const judgement = touches ? await judgeAt(ports, inForce, commit, at, options) : null;
    inForce = judgement?.accepted?.rules ?? inForce;
    steps.push({ commit, judgement, after: inForce });
  }
  return steps;
}

/** Null where the commit's rules are those in force, or were refused before on the same evidence. */
async function judgeAt(
  ports: JudgePorts,
  inForce: Rules,
  walked: WalkedCommit,
  at: Following,
  options: CallOptions,
): Promise<RulesJudgement | null> {
  const commit = walked.id;
  const to = digestTree(await readRulesFiles(ports.git, commit, options));
  if (to === inForce.digest) return null;
  const known = { view: at.view, state: at.journal.state };
  const contributors = (): ReturnType<typeof authorsOfRules> => authorsOfRules(ports, inForce.commit, commit, options);
  const change = (): ReturnType<typeof changeOf> => changeOf(ports, walked, options);
  const candidate = { commit, to, contributors, change, isProposal: false };
  const consent = await consentTo(ports, inForce, candidate, known, options);
  if (known.state.refusedRules[to] === consent.evidence) return null;
  return await judgeRules(ports, inForce, candidate, { consent, state: known.state }, options);
}

function noteRules(journal: Journal, commit: string, before: Rules, judgement: RulesJudgement): void {
  const accepted = judgement.accepted;
  if (accepted !== null)
    journal.note({
      type: "rules_accepted",
      grant: null,
      main: commit,
      body: {
        from: before.digest,
        to: judgement.to,
        by: accepted.by.map((statement) => ({ by: statement.by, statement: statement.digest })),
      },
    });
  else
    journal.note({
      type: "rules_refused",
      grant: null,
      main: commit,
      body: {
        to: judgement.to,
        evidence: judgement.evidence,
        codes: [...new Set(judgement.problems.map((p) => p.code))],
      },
    });
}
