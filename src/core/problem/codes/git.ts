import type { Words } from "../words.ts";

/** Codes of git: the tool, the clone, its remote. */
export const gitCodes = {
  GIT_ABSENT: (_: object): Words => ({
    summary: "There is no git here.",
    next: "Install git 2.38 or newer, and see that it is on PATH.",
  }),
  GIT_TOO_OLD: (p: { found: string }): Words => ({
    summary: `This git is ${p.found}; merges cannot be proved with it.`,
    next: "Install git 2.38 or newer.",
  }),
  GIT_NO_REPOSITORY: (p: { folder: string; said: string }): Words => ({
    summary: `${p.folder} is no git repository that may be read${p.said === "" ? "" : `: ${p.said}`}.`,
    next: "Go to a clone of the access repository, or make one with brevet init.",
  }),
  GIT_FAILED: (p: { command: string; said: string }): Words => ({
    summary: `git ${p.command} failed${p.said === "" ? "" : `: ${p.said}`}.`,
    next: "Check the clone with git fsck; a fresh clone repairs it.",
  }),
  GIT_INCOMPLETE: (p: { command: string; said: string }): Words => ({
    summary: `This clone holds a part of the history only, and git ${p.command} needs more${p.said === "" ? "" : `: ${p.said}`}.`,
    next: "Fetch the rest: git fetch --unshallow (in a workflow: fetch-depth: 0).",
  }),
  GIT_REMOTE_FAILED: (p: { remote: string; said: string }): Words => ({
    summary: `The remote ${p.remote} did not answer${p.said === "" ? "" : `: ${p.said}`}.`,
    next: "Check the network and the credentials (git ls-remote), then run this again.",
  }),
  GIT_REMOTE_EMPTY: (p: { remote: string }): Words => ({
    summary: `The remote ${p.remote} lists no branch at all, though it had some.`,
    next: "Check its address and the credentials: a repository that may not be read can look empty.",
  }),
  GIT_PUSH_REFUSED: (p: { remote: string; branch: string; said: string }): Words => ({
    summary: `The remote ${p.remote} refused ${p.branch}${p.said === "" ? "" : `: ${p.said}`}.`,
    next: "Allow this account to push to that branch, then run this again.",
  }),
  GIT_NAME_REFUSED: (p: { what: string; name: string }): Words => ({
    summary: `${JSON.stringify(p.name)} is not read as a ${p.what}.`,
    next: "Name it plainly: a branch, a commit id, or a path from the root with / between.",
  }),
  GIT_OBJECT_ABSENT: (p: { id: string }): Words => ({
    summary: `The object ${p.id} is not in this clone.`,
    next: "Where the clone is shallow, fetch the rest (git fetch --unshallow); else fetch again, or make a fresh clone.",
  }),
  GIT_OBJECT_MALFORMED: (p: { id: string; what: string }): Words => ({
    summary: `The object ${p.id} is no ${p.what} that git would write.`,
    next: "Somebody made it by hand: find the commit that brought it, and take it out.",
  }),
  GIT_OBJECT_LARGE: (p: { id: string; most: number }): Words => ({
    summary: `The object ${p.id} is larger than ${p.most} bytes, more than is read of any file.`,
    next: "Take the file out, or make it smaller.",
  }),
  GIT_OFF_LINE: (p: { from: string; to: string }): Words => ({
    summary: `Commit ${p.from.slice(0, 12)} does not lie on the first-parent line of ${p.to.slice(0, 12)}.`,
    next: "Somebody rewrote the branch, or moved it to a merge made elsewhere: see git log --first-parent.",
  }),
} as const;
