import type { ResidentReport, TargetStand } from "../core/report/resident-report.ts";

/** Without a sign of its own for so long, an engine is stuck: milliseconds. Each of its steps has a shorter deadline. */
const mostTickMs = 60_000;
const mostLookMs = 300_000;

/** Whether it still does its work, however that goes; else it is to be started anew. null: it has not begun. */
export function isAlive(report: ResidentReport | null): boolean {
  if (report === null) return true;
  const { at, ticked, looked } = report;
  return at - ticked <= mostTickMs && at - looked <= mostLookMs;
}

/** What `/readyz` answers. */
export interface Readiness {
  /** Whether it reaches the repository and can write the ledger. What targets do is no part of it: they are told. */
  readonly ready: boolean;
  readonly because: readonly string[];
  readonly helm: boolean;
  readonly targets: readonly (Pick<TargetStand, "id"> & { readonly up: boolean; readonly code: string | null })[];
}

/** Whether it can do what it is there for. */
export function readinessOf(report: ResidentReport | null): Readiness {
  if (report === null) return { ready: false, because: ["STARTING"], helm: false, targets: [] };
  const { unready, helm, targets } = report;
  return {
    ready: unready.length === 0,
    because: unready,
    helm,
    targets: targets.map(({ id, lost }) => ({ id, up: lost === null, code: lost })),
  };
}
