import type { Words } from "../words.ts";

/** Codes of proving where a change comes from. */
export const forgeCodes = {
  MERGE_BASE_MISSING: (p: { base: string; head: string }): Words => ({
    summary: `${p.head.slice(0, 12)} and ${p.base.slice(0, 12)} have no single commit from which both come.`,
    next: "Begin the branch again from the main branch, with the same content.",
  }),
} as const;
