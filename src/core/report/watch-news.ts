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
      /** What was decided, before anything of it is done. */
      readonly kind: "decided";
      readonly admitted: ApplyReport["admitted"];
      readonly refused: ApplyReport["refused"];
      readonly rules: ApplyReport["rules"];
      readonly next_at: string | null;
    }
  | {
      /** What is wrong from now on, beside targets; nothing any more where both are empty. */
      readonly kind: "trouble";
      readonly problems: readonly Problem[];
      readonly frozen: ApplyReport["frozen"];
    }
  | {
      /** A target stopped answering, or answers again. */
      readonly kind: "target";
      readonly target: string;
      readonly answers: boolean;
      readonly code: string | null;
      readonly message: string | null;
    }
  | {
      /** Whether it admits and starts from now on, or stands by for the engine that does. */
      readonly kind: "helm";
      readonly held: boolean;
    }
  | {
      /** Where it answers `/metrics`, `/healthz` and `/readyz`; null: it cannot yet, and tries on. */
      readonly kind: "listening";
      readonly address: string | null;
      readonly message: string | null;
    }
  | { readonly kind: "started" }
  | { readonly kind: "stopped" }
);
