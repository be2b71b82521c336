import type { Grant } from "../../core/grant/grant.ts";
import type { Change, Held } from "../../core/plan/change.ts";
import { isError, problem, type Problem } from "../../core/problem/problem.ts";
import type { ApplyReport, ChangeReport } from "../../core/report/report.ts";
import { formatInstant } from "../../core/time/format-instant.ts";
import type { Distrust, LedgerView } from "../../ports/ledger.ts";
import type { Outcome } from "./carry-out.ts";
import { targetOf } from "./change-targets.ts";
import type { Survey } from "./survey.ts";

/** What a run did, for people and for `--json`. */
export function reportApply(
  found: Survey,
  run: {
    readonly outcomes: readonly Outcome[];
    readonly last: { readonly view: LedgerView; readonly problem: Problem | null };
    /** What went wrong beside the changes. */
    readonly problems?: readonly Problem[];
    /** What is told, and is no fault. */
    readonly warnings?: readonly Problem[];
  },
): ApplyReport {
  const grants = found.journal.state.grants;
  const changes = run.outcomes.map((outcome) => changeReport(outcome.change, grants, outcome));
  const met = [
    ...found.problems,
    ...(found.followed?.deferred ?? []),
    ...suspects(found),
    ...present(found.unreached),
    ...(run.problems ?? []),
    ...present(run.last.problem),
  ];
  const problems = met.filter((one, index) => met.findIndex((other) => isSame(one, other)) === index);
  const frozen = frozenReport(found);
  return {
    ...common(found),
    ok:
      frozen === null &&
      !problems.some(isError) &&
      found.plan.held.every(isMeant) &&
      changes.every(isDone) &&
      !showsForeign(found),
    ledger: { seq: run.last.view.tip.seq, digest: run.last.view.tip.digest },
    changes: [...changes, ...heldReports(found)],
    problems: [...problems, ...(run.warnings ?? [])],
    frozen,
  };
}

/** What a run would do: the same report, nothing done. */
export function reportPlan(found: Survey): ApplyReport {
  const grants = found.journal.state.grants;
  const frozen = frozenReport(found);
  const problems = [...found.problems, ...(found.followed?.deferred ?? []), ...suspects(found)];
  return {
    ...common(found),
    ok: frozen === null && !problems.some(isError) && !showsForeign(found),
    ledger: { seq: found.view.tip.seq, digest: found.view.tip.digest },
    changes: [...found.plan.changes.map((change) => changeReport(change, grants, null)), ...heldReports(found)],
    problems: [...problems, ...present(found.unreached)],
    frozen,
  };
}

/** A run that found no ledger to go on from. */
export function reportStopped(distrust: Distrust | null, stopped: Problem | null): ApplyReport {
  return {
    ok: false,
    main: null,
    ledger: null,
    admitted: [],
    refused: [],
    rules: [],
    changes: [],
    drift: [],
    problems: present(stopped),
    frozen: distrust === null ? null : { code: distrust.code, message: distrust.message },
    next_at: null,
  };
}

function isSame(one: Problem, other: Problem): boolean {
  return one.code === other.code && one.message === other.message;
}

/** Targets whose listing was not believed. */
function suspects({ plan }: Survey): Problem[] {
  return plan.suspects.map((target) => problem("TARGET_SUSPECT", { target }));
}

/** Whether a target shows access that nothing here explains. */
function showsForeign({ plan }: Survey): boolean {
  return plan.drift.some(({ kind }) => kind === "foreign");
}

/** A target that is only observed starts nothing, as it was told. */
function isMeant({ code }: Held): boolean {
  return code === "TARGET_OBSERVED";
}

function isDone(change: ChangeReport): boolean {
  return change.outcome === "done";
}

function common(found: Survey): Pick<ApplyReport, "main" | "admitted" | "refused" | "rules" | "drift" | "next_at"> {
  const { drafts } = found.journal;
  return {
    main: found.main,
    admitted: drafts.flatMap((draft) => (draft.type === "admitted" && draft.grant !== null ? [draft.grant] : [])),
    refused: (found.followed?.refused ?? []).map(({ id, problems: [{ code, message }] }) => ({ id, code, message })),
    rules: (found.followed?.judgements ?? []).map(({ commit, judgement }) => ({
      commit,
      outcome: judgement.accepted === null ? "refused" : "accepted",
      code: judgement.problems[0]?.code ?? null,
    })),
    drift: found.plan.drift.map(({ kind, target, grant, principal }) => ({ kind, target, grant, principal })),
    next_at: found.plan.nextAt === null ? null : formatInstant(found.plan.nextAt),
  };
}

/** One change for people and for `--json`; outcome null: it is only planned. */
export function changeReport(
  change: Change,
  grants: { readonly [id: string]: Grant },
  outcome: Outcome | null,
): ChangeReport {
  const grant = change.grant === null ? undefined : grants[change.grant];
  return {
    action: change.action,
    because: change.because,
    grant: change.grant,
    target: targetOf(change),
    entitlement: grant?.entitlement ?? null,
    subject: grant?.subject ?? null,
    outcome: outcome === null ? "planned" : outcome.ok ? "done" : "failed",
    ...(outcome?.ok === false ? { code: outcome.code, message: outcome.message } : {}),
  };
}

/** What could not be tried at all: a start waits, an end that is due has failed. */
function heldReports({ plan, journal }: Survey): ChangeReport[] {
  const { grants } = journal.state;
  return plan.held.flatMap(({ grant: id, action, code }) => {
    const grant = grants[id];
    if (grant === undefined) return [];
    const { entitlement, subject, effect, ending } = grant;
    return [
      {
        action,
        because: action === "end" ? (ending ?? "expired") : "admitted",
        grant: id,
        target: effect.target,
        entitlement,
        subject,
        outcome: action === "end" ? "failed" : "skipped",
        code,
      },
    ];
  });
}

function frozenReport(found: Survey): ApplyReport["frozen"] {
  if (found.distrust !== null) return { code: found.distrust.code, message: found.distrust.message };
  const { frozen } = found.journal.state;
  return frozen === null ? null : { code: frozen.code, message: problem("FROZEN", { code: frozen.code }).message };
}

function present(problem: Problem | null): Problem[] {
  return problem === null ? [] : [problem];
}
