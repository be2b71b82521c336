import type { Catalog } from "../../core/catalog/catalog.ts";
import { candidatesOf } from "../../core/decision/seat.ts";
import type { CheckReport } from "../../core/report/report.ts";

/**
 * The people who could fill a seat that is open, by their ids in the catalog: for a request whom its unmet stages name,
 * for a change of the rules their owners.
 */
export function whoToAsk(report: CheckReport, catalog: Catalog): readonly string[] {
  if (report.outcome !== "pending") return [];
  const people = report.requests.flatMap(({ stages }) =>
    stages.flatMap(({ missing, can }) => (missing > 0 ? can : [])),
  );
  const isRulesOpen = report.problems.some(({ code }) => code === "RULES_UNSIGNED");
  return [...new Set([...people, ...(isRulesOpen ? candidatesOf(catalog.org.rules.from, catalog) : [])])];
}
