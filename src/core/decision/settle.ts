import type { Catalog } from "../catalog/catalog.ts";
import { isKnown, members } from "../catalog/members.ts";
import type { TargetTraits } from "../config/config.ts";
import { epochSeconds } from "../time/instant.ts";
import type { Instant } from "../time/instant.ts";
import type { Decision, Obligation, Reason, Stage } from "./decision.ts";
import { engineReason } from "./engine-reason.ts";
import { fillStages, shortBy } from "./fill-stages.ts";
import { mergeObligations } from "./merge-obligations.ts";
import { isCount, mergeStages } from "./merge-stages.ts";
import { candidatesOf } from "./seat.ts";
import type { Approval, Verdict } from "./verdict.ts";

/** What a decision is settled against. */
export interface SettleContext {
  readonly catalog: Catalog;
  readonly lease: { readonly from: Instant; readonly until: Instant };
  readonly target: { readonly id: string; readonly traits: Pick<TargetTraits, "keeps" | "endsSessions"> };
  /** Kinds of obligation that this engine keeps itself, on any target. */
  readonly engineKeeps: readonly Obligation["kind"][];
  readonly objections: readonly { readonly by: string }[];
  /** Who is on call, as sources of evidence said; left out: nobody knows, and nobody counts as being. */
  readonly onCall?: readonly string[];
}

/**
 * The answer to a request: what the rules said, what the engine itself denies, and who of those who agreed fills
 * which seat. Any denial denies, else an open seat leaves it pending. excluded: who fills no seat.
 */
export function settle(
  decision: Decision,
  approvals: readonly Approval[],
  excluded: ReadonlySet<string>,
  context: SettleContext,
): Verdict {
  const stages = mergeStages(decision.stages);
  const obligations = mergeObligations(decision.obligations);
  const { from, until } = context.lease;
  const { max, not_after: notAfter } = decision.lease;
  const reasons = [
    ...decision.reasons,
    ...stages.flatMap((stage) => stageFaults(stage, context.catalog)),
    ...obligations.flatMap((obligation) => obligationFaults(obligation, context)),
    ...leaseFaults(decision, context.lease),
    ...objectionReasons(stages, context),
  ];
  const { stages: filled, counted } = fillStages(stages, approvals, excluded, context.catalog, context.onCall);
  const isDenied = reasons.some(({ severity }) => severity === "deny");
  const isOpen = filled.some(({ missing }) => missing > 0);
  const short = isOpen && !isDenied ? shortBy(stages, excluded, context.catalog) : 0;
  return {
    outcome: isDenied ? "denied" : isOpen ? "pending" : "allowed",
    reasons: short > 0 ? [...reasons, engineReason("STAGE_SHORT", { missing: short }, { severity: "warn" })] : reasons,
    stages: filled,
    lease: { seconds: epochSeconds(until) - epochSeconds(from), max, notAfter },
    obligations,
    counted,
  };
}

function stageFaults(stage: Stage, catalog: Catalog): Reason[] {
  const unknown = stage.from.filter((ref) => !isKnown(ref, catalog) || ref.startsWith("workload:"));
  const faults = unknown.map((name) => engineReason("STAGE_UNKNOWN", { stage: stage.name, name }));
  if (!isCount(stage.count)) faults.push(conflict(`stage ${stage.name} asks for ${stage.count} people`));
  if (stage.from.length === 0) faults.push(conflict(`stage ${stage.name} is asked of nobody`));
  else if (unknown.length === 0 && candidatesOf(stage.from, catalog).length === 0)
    faults.push(engineReason("STAGE_EMPTY", { stage: stage.name }));
  return faults;
}

function obligationFaults(obligation: Obligation, { target, engineKeeps }: SettleContext): Reason[] {
  const { kind } = obligation;
  const { keeps, endsSessions } = target.traits;
  const isKept = kind === "end_sessions" ? endsSessions : engineKeeps.includes(kind) || keeps.includes(kind);
  if (!isKept) return [engineReason("OBLIGATION_UNSUPPORTED", { obligation: kind, target: target.id })];
  const isEmpty = kind === "source_addresses" && obligation.values.length === 0;
  return isEmpty ? [conflict("no source address is left that all rules allow")] : [];
}

/** Longer than a bound is denied, never cut; said once, where a rule has not already said it of the same field. */
function leaseFaults({ reasons, lease }: Decision, { from, until }: SettleContext["lease"]): Reason[] {
  if (reasons.some(({ severity, field }) => severity === "deny" && field === "duration")) return [];
  const asked = epochSeconds(until) - epochSeconds(from);
  const faults: Reason[] = [];
  if (asked > lease.max)
    faults.push(engineReason("LEASE_OVER_BOUND", { asked, max: lease.max }, { field: "duration" }));
  if (lease.not_after !== null && epochSeconds(until) > lease.not_after)
    faults.push(
      engineReason(
        "LEASE_PAST_BOUND",
        { until: epochSeconds(until), not_after: lease.not_after },
        { field: "duration" },
      ),
    );
  return faults;
}

/** Only who could fill a stage, or accepts the rules, has a say; who wrote the request may still object to it. */
function objectionReasons(stages: readonly Stage[], { catalog, objections }: SettleContext): Reason[] {
  const heard = new Set([
    ...stages.flatMap(({ from }) => candidatesOf(from, catalog)),
    ...catalog.org.rules.from.flatMap((ref) => [...members(ref, catalog)]),
  ]);
  return [...new Set(objections.map(({ by }) => by))]
    .sort()
    .map((by) =>
      heard.has(by)
        ? engineReason("OBJECTED", { by })
        : engineReason("OBJECTION_IGNORED", { by }, { severity: "warn" }),
    );
}

function conflict(what: string): Reason {
  return engineReason("DECISION_CONFLICT", { what });
}
