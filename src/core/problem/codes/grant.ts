import type { Words } from "../words.ts";

/** Codes of leases, chains and extensions. */
export const grantCodes = {
  EXTENDS_UNKNOWN: (p: { extends: string }): Words => ({
    summary: `There is no grant ${p.extends} to extend.`,
    next: "Name the id of an active grant (brevet status shows them), or leave extends out.",
  }),
  EXTENDS_NOT_ACTIVE: (p: { extends: string; state: string }): Words => ({
    summary: `${p.extends} cannot be extended: it is not active (${p.state}).`,
    next: "Ask for a grant of its own: leave extends out.",
  }),
  EXTENDS_OTHER: (p: { extends: string; what: string }): Words => ({
    summary: `${p.extends} is for another ${p.what}: an extension goes on with the same subject, role and account.`,
    next: "Extend a grant of the same kind, or leave extends out and ask for one of its own.",
  }),
} as const;
