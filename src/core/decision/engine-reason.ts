import type { Code, Params } from "../problem/catalogue.ts";
import type { Reason } from "./decision.ts";

/** A reason of the engine's own: its words are the catalogue's, filled by its facts. */
export function engineReason<C extends Code>(
  code: C,
  facts: Params<C> & Reason["facts"],
  { severity = "deny", field = null }: Partial<Pick<Reason, "severity" | "field">> = {},
): Reason {
  return { code, severity, facts, field };
}
