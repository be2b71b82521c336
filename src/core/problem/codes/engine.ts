import type { Words } from "../words.ts";

/** Codes of accepting, admitting and applying. */
export const engineCodes = {
  DIRECT_PUSH: (p: { commit: string }): Words => ({
    summary: `Commit ${p.commit.slice(0, 12)} did not come by a reviewed change: nothing in it counts.`,
    next: "Bring it as a merge of a reviewed branch (git merge --no-ff).",
  }),
} as const;
