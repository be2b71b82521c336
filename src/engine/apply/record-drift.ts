import { driftKey } from "../../core/ledger/drift-key.ts";
import type { KnownDrift } from "../../core/ledger/state.ts";
import type { Change, Drift, Plan } from "../../core/plan/change.ts";
import type { Observations } from "../../core/plan/holding.ts";
import type { Config } from "../../core/config/config.ts";
import type { Instant } from "../../core/time/instant.ts";
import type { Journal } from "../run-journal.ts";

/** So many differences of one target are recorded at once that no grant explains; the rest is only reported. */
const mostForeign = 100;

type Telling = Pick<KnownDrift, "kind" | "target" | "grant" | "principal" | "ref">;

/** When what was given was first seen missing, as the history says: what a plan takes as `goneBefore`. */
export function goneSince({ drift }: Journal["state"]): Map<string, Instant> {
  return new Map(
    Object.values(drift).flatMap(({ kind, grant, since }) =>
      kind === "missing" && grant !== null ? [[grant, since] as const] : [],
    ),
  );
}

/**
 * Notes where a target and the history disagree when it is first seen, and when it is over. What this plan puts right
 * or takes away tells of itself. A look that is not to be believed tells nothing.
 */
export function recordDrift(
  journal: Journal,
  found: { readonly plan: Plan; readonly observations: Observations; readonly config: Pick<Config, "targets"> },
): void {
  const isSeen = believed(found);
  const shown = differences(journal, found.plan).filter(({ target }) => isSeen(target));
  const keys = new Set(shown.map(driftKey));
  for (const [key, known] of Object.entries(journal.state.drift))
    if (!keys.has(key) && isSeen(known.target) && !endsAsMissing(found.plan, known)) note(journal, known, true);
  const counts = new Map<string, number>();
  for (const { kind, target } of Object.values(journal.state.drift))
    if (kind === "foreign") counts.set(target, (counts.get(target) ?? 0) + 1);
  for (const drift of shown) {
    if (driftKey(drift) in journal.state.drift) continue;
    const count = counts.get(drift.target) ?? 0;
    if (drift.kind === "foreign" && count >= mostForeign) continue;
    if (drift.kind === "foreign") counts.set(drift.target, count + 1);
    note(journal, drift, false);
  }
}

/** Targets whose listing says what is there, and what is not; one that is no longer configured shows nothing. */
function believed({ plan, observations, config }: Parameters<typeof recordDrift>[1]): (target: string) => boolean {
  return (target) => {
    const configured = config.targets[target];
    const look = observations.get(target);
    if (configured === undefined) return true;
    return look?.ok === true && look.identity === configured.identity && !plan.suspects.includes(target);
  };
}

/** What is missing, by grant; what is altered; what is there that nothing explains, and stays for now. */
function differences({ state }: Journal, plan: Plan): Telling[] {
  const missing = [...plan.gone.keys()].flatMap((id): Telling[] => {
    const grant = state.grants[id];
    if (grant === undefined) return [];
    const { target, principal } = grant.effect;
    return [{ kind: "missing", target, grant: id, principal, ref: grant.given?.ref ?? null }];
  });
  const removed = plan.changes.flatMap((change) => (change.action === "end" ? [change] : []));
  const others = plan.drift.filter((drift) => drift.kind !== "missing" && !isTakenAway(drift, removed));
  return [
    ...missing,
    ...others.map(({ kind, target, grant, principal, ref }) => {
      return { kind, target, grant: kind === "foreign" ? null : grant, principal, ref };
    }),
  ];
}

function isTakenAway(drift: Drift, ends: readonly Extract<Change, { action: "end" }>[]): boolean {
  return ends.some(({ target, holding }) => target === drift.target && holding?.ref === drift.ref);
}

/** The end itself will tell that it stayed away. */
function endsAsMissing({ changes }: Plan, { kind, grant }: Telling): boolean {
  return kind === "missing" && changes.some((change) => change.action === "end" && change.grant === grant);
}

function note(journal: Journal, { kind, target, grant, principal, ref }: Telling, over: boolean): void {
  journal.note({ type: "drift", grant, main: null, body: { kind, target, principal, ref, over } });
}
