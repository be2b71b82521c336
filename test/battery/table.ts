import type { Measured, Row } from "./row.ts";

/** What came of a row, or why it was not tried. */
export interface Tried {
  readonly row: Row;
  readonly came: Measured | { readonly skipped: string };
}

/** Whether every promise and every limit of a row was kept. */
export function isKept({ came }: Tried): boolean {
  return "skipped" in came || (came.broken.length === 0 && came.slow.length === 0);
}

/** One row as it is printed. */
export function toLines(tried: Tried): string[] {
  const { row, came } = tried;
  const verdict = "skipped" in came ? "skipped" : isKept(tried) ? "ok" : "FAILED";
  const lines = [row.name, `  OpenBao  ${row.openBao}`, `  limit    ${row.limit}`];
  if ("skipped" in came) return [...lines, `  ${verdict}  ${came.skipped}`];
  const faults = [...came.broken, ...came.slow].map((what) => `           ! ${what}`);
  return [...lines, `  Brevet   ${came.figures}`, `  ${verdict}`, ...faults];
}

/** All rows as a table in Markdown. */
export function toMarkdown(all: readonly Tried[]): string {
  const rows = all.map((tried) => {
    const { row, came } = tried;
    const measured = "skipped" in came ? `skipped: ${came.skipped}` : came.figures;
    const verdict = "skipped" in came ? "–" : isKept(tried) ? "ok" : "FAILED";
    return `| ${[row.name, row.openBao, row.limit, measured, verdict].join(" | ")} |`;
  });
  return ["| | OpenBao 2.6.2 | limit | Brevet | |", "| --- | --- | --- | --- | --- |", ...rows].join("\n");
}
