import type { Line } from "./line.ts";

/** True where a line has a target and misses it. */
export function isMissed(line: Line): boolean {
  return line.target !== undefined && !(line.ratio <= line.target);
}

/** The lines of one case as a table of text. */
export function toTable(lines: readonly Line[]): string[] {
  const rows = [
    ["what", "ours", "peer", "ratio", "target", ""],
    ...lines.map((line) => [
      line.what,
      line.ours,
      line.peer,
      `${line.ratio.toFixed(2)}×`,
      line.target === undefined ? "–" : `≤ ${line.target}×`,
      line.target === undefined ? "" : isMissed(line) ? "MISSED" : "ok",
    ]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
