import type { MutationVerdict } from "./verdict.ts";

/** A module with what its run proves; null: the run itself failed. */
export interface Measured {
  readonly module: string;
  readonly verdict: MutationVerdict | null;
}

/** The table at the end of a run: a line a module, whatever became of the others. */
export function toSummary(measured: readonly Measured[], least: number): string {
  const rows = measured.map(({ module, verdict }) =>
    verdict === null
      ? [module, "", "", "the run failed"]
      : [module, `${verdict.killed} of ${verdict.counted}`, `${verdict.percent.toFixed(1)} %`, wordOf(verdict, least)],
  );
  const table = [["module", "killed", `(>= ${least} %)`, ""], ...rows];
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
  return table
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function wordOf(verdict: MutationVerdict, least: number): string {
  if (verdict.ok) return "ok";
  const told = [
    ...(verdict.percent < least ? ["too few"] : []),
    ...(verdict.unlisted.length > 0 ? [`${verdict.unlisted.length} not listed`] : []),
    ...(verdict.stale.length > 0 ? [`${verdict.stale.length} listed in vain`] : []),
    ...(verdict.unexplained.length > 0 ? [`${verdict.unexplained.length} without a reason`] : []),
  ];
  return told.join(", ");
}
