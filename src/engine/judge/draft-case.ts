import type { Instant } from "../../core/time/instant.ts";
import type { LedgerView } from "../../ports/ledger.ts";
import type { JudgePorts } from "../engine-ports.ts";
import type { Case } from "./case.ts";

/** A file that nobody has committed: its subject is taken to ask, and nothing is known of who wrote it. */
export function draftCase(
  { forge }: Pick<JudgePorts, "forge">,
  { view, at }: { readonly view: LedgerView; readonly at: Instant },
  file: Pick<Case, "id" | "path" | "bytes" | "blob">,
): Case {
  return {
    ...file,
    phase: "check",
    change: { kind: "added", source: forge.kind, number: null },
    contributors: [],
    opened: null,
    inForce: [],
    heard: { statements: [], warnings: [] },
    view,
    state: view.state,
    now: at,
    claimedAt: null,
    draft: true,
  };
}
