import type { Words } from "../words.ts";

/** Codes of a person's work tree. */
export const worktreeCodes = {
  WORKTREE_MISSING: (p: { folder: string }): Words => ({
    summary: `${p.folder} is in no git repository.`,
    next: "Clone the access repository, or make one with brevet init.",
  }),
  WORK_PATH_REFUSED: (p: { path: string }): Words => ({
    summary: `${p.path} does not lie in the work tree.`,
    next: "Name a file of the repository, and no link that leads out of it.",
  }),
  WORK_FILE_MISSING: (p: { path: string }): Words => ({
    summary: `There is no request file at ${p.path}.`,
    next: "Name a file below requests/, or a folder that holds some.",
  }),
} as const;
