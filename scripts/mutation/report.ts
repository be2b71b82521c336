import type { Mutant } from "./verdict.ts";

interface Position {
  readonly line: number;
  readonly column: number;
}

interface ReportedMutant {
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly status: string;
  readonly statusReason?: string;
  readonly location: { readonly start: Position; readonly end: Position };
}

/** The part of Stryker's report (mutation-testing-report-schema) that is read here. */
export interface Report {
  readonly files: Readonly<Record<string, { readonly source: string; readonly mutants: readonly ReportedMutant[] }>>;
}

function cut(source: string, { start, end }: ReportedMutant["location"]): string {
  const lines = source.split("\n").slice(start.line - 1, end.line);
  const last = lines.length - 1;
  return lines
    .map((line, index) => line.slice(index === 0 ? start.column - 1 : 0, index === last ? end.column - 1 : undefined))
    .join("\n");
}

/** Whether a mutant's tests only took too long. One that went round a loop too often is told apart, and sure. */
function isSlow({ status, statusReason = "" }: ReportedMutant): boolean {
  return status === "Timeout" && !statusReason.startsWith("Hit limit reached");
}

/** Where tests only took too long, as patterns of Stryker's. On a busy machine that proves nothing: they are asked again. */
export function slowPlaces(report: Report): string[] {
  const places = Object.entries(report.files).flatMap(([file, { mutants }]) =>
    mutants.filter(isSlow).map(({ location: { start, end } }) => {
      // Reports count columns from 1, patterns from 0.
      return `${file}:${start.line}:${start.column - 1}-${end.line}:${end.column - 1}`;
    }),
  );
  return [...new Set(places)];
}

/** The mutants of a report, each with the text that it replaced. What was slow is what it was when asked again. */
export function toMutants(report: Report, again: Report = { files: {} }): Mutant[] {
  return Object.entries(report.files).flatMap(([file, { source, mutants }]) =>
    mutants.map((mutant) => ({
      file,
      line: mutant.location.start.line,
      mutator: mutant.mutatorName,
      original: cut(source, mutant.location),
      replacement: mutant.replacement ?? "",
      status: isSlow(mutant) ? statusIn(again, file, mutant) : mutant.status,
    })),
  );
}

/** Who was not asked again has survived. */
function statusIn(again: Report, file: string, { location, replacement }: ReportedMutant): string {
  const found = again.files[file]?.mutants.find(
    (other) => other.replacement === replacement && JSON.stringify(other.location) === JSON.stringify(location),
  );
  return found?.status ?? "Survived";
}
