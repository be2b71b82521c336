import type { Words } from "../words.ts";

/** Codes of proving where a change comes from. */
export const forgeCodes = {
  MERGE_BASE_MISSING: (p: { base: string; head: string }): Words => ({
    summary: `${p.head.slice(0, 12)} and ${p.base.slice(0, 12)} have no single commit from which both come.`,
    next: "Begin the branch again from the main branch, with the same content.",
  }),
  FORGE_TOKEN_MISSING: (_: object): Words => ({
    summary: "There is no token to ask GitHub with.",
    next: "Give one in GITHUB_TOKEN (or GH_TOKEN) that may read the repository.",
  }),
  FORGE_FAILED: (p: { what: string; said: string }): Words => ({
    summary: `GitHub did not say ${p.what}: ${p.said}.`,
    next: "Run it again; if it goes on, look at the token's rights and at GitHub's status page.",
  }),
  FORGE_OTHER_REPOSITORY: (p: { id: number; expected: number }): Words => ({
    summary: `GitHub answers for repository ${p.id}, not for ${p.expected}, which brevet.yaml names.`,
    next: "Put forge.repository right; forge.id never changes, also when a repository is renamed or moved.",
  }),
  FORGE_UNSURE: (p: { commit: string; what: string }): Words => ({
    summary: `GitHub does not yet say enough of commit ${p.commit.slice(0, 12)}: ${p.what}.`,
    next: "Run it again in a moment; until then nothing of it is given.",
  }),
} as const;
