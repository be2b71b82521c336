import type { Problem } from "../problem/problem.ts";
import type { ApplyReport, ChangeReport } from "./report.ts";

/** What a resident engine tells while it is up: one line each, and one object each with `--json`. */
export type WatchNews = { readonly at: string } & (
  | {
      /** One change as it was seen; `seconds`: from the moment it was due, null where that is not known. */
      readonly kind: "change";
      readonly change: ChangeReport;
      readonly seconds: number | null;
    }
  | {
      /** What a round came to, beside its changes; told where it differs from the round before. */
      readonly kind: "round";
      readonly admitted: ApplyReport["admitted"];
      readonly refused: ApplyReport["refused"];
      readonly rules: ApplyReport["rules"];
      readonly problems: readonly Problem[];
      readonly frozen: ApplyReport["frozen"];
      /** Whether nothing is wrong any more. */
      readonly mended: boolean;
      readonly next_at: string | null;
    }
  | {
      /** A target stopped answering, or answers again. */
      readonly kind: "target";
      readonly target: string;
      readonly answers: boolean;
      readonly code: string | null;
      readonly message: string | null;
    }
  | { readonly kind: "started" }
  | { readonly kind: "stopped" }
);
