import { canonical } from "../json/canonical.ts";

/** As much of a difference as tells it from others. */
export type DriftName =
  | {
      readonly kind: "foreign";
      readonly target: string;
      readonly principal: string;
      readonly ref: string | null;
    }
  | { readonly kind: "missing" | "altered"; readonly grant: string | null };

/** What a difference is about, as one text: of ours a grant, of others' what the target shows. */
export function driftKey(drift: DriftName): string {
  if (drift.kind === "foreign") return canonical(["foreign", drift.target, drift.principal, drift.ref]);
  return canonical([drift.kind, drift.grant]);
}
