import type { Catalog } from "./catalog.ts";
import { nearest } from "../problem/nearest.ts";
import { fitsPattern, patternFault } from "./pattern.ts";

/** A setting of org.yaml that does nothing, or not what it seems to. */
export type IdleSetting =
  | { readonly code: "ANOMALY_TELLS_NOBODY"; readonly pointer: string; readonly name: string; readonly then: string }
  | {
      readonly code: "CATEGORY_UNUSED";
      readonly pointer: string;
      readonly name: string;
      readonly nearest: string | null;
    }
  | {
      readonly code: "TICKET_EXAMPLE_UNFIT";
      readonly pointer: string;
      readonly like: string;
      readonly pattern: string;
    };

/** Every setting that is written and idle: it asks for nobody, or is about nothing, or shows what is refused. */
export function idleSettings({ org, resources }: Catalog): readonly IdleSetting[] {
  return [...speechless(org.data["anomalies"]), ...unused(org.data["data"], resources), ...unfit(org.data["tickets"])];
}

interface Anomalies {
  readonly from: readonly string[];
  readonly [name: string]: { readonly then: string } | readonly string[] | null;
}

/** Nobody is told of what is unusual, or asked about it. */
function speechless(written: unknown): readonly IdleSetting[] {
  const { from, ...each } = (written ?? { from: [] }) as Anomalies;
  if (from.length > 0) return [];
  return Object.entries(each).flatMap(([name, setting]) => {
    const then = setting !== null && "then" in setting ? setting.then : "warn";
    if (then !== "notify" && then !== "stage") return [];
    return [{ code: "ANOMALY_TELLS_NOBODY", pointer: `/anomalies/${name}`, name, then }];
  });
}

function unused(written: unknown, resources: Catalog["resources"]): readonly IdleSetting[] {
  const held = new Set(Object.values(resources).flatMap(({ data }) => data));
  return Object.keys(written ?? {})
    .filter((name) => !held.has(name))
    .map((name) => ({ code: "CATEGORY_UNUSED", pointer: `/data/${name}`, name, nearest: nearest(name, held) }));
}

function unfit(written: unknown): readonly IdleSetting[] {
  if (written === null || written === undefined) return [];
  const { pattern, like } = written as { readonly pattern: string; readonly like: string };
  if (patternFault(pattern) !== null || fitsPattern(pattern, like)) return [];
  return [{ code: "TICKET_EXAMPLE_UNFIT", pointer: "/tickets", like, pattern }];
}
