import type { Words } from "../words.ts";

const redo = "Delete the file in one change and bring it again in another: it will be judged afresh.";

/** Codes of judging, accepting, admitting and applying. */
export const engineCodes = {
  DIRECT_PUSH: (p: { commit: string }): Words => ({
    summary: `Commit ${p.commit.slice(0, 12)} did not come by a reviewed change: nothing in it counts.`,
    next: "Bring it as a merge of a reviewed branch (git merge --no-ff).",
  }),
  RULES_BYPASSED: (p: { commit: string }): Words => ({
    summary: `Commit ${p.commit.slice(0, 12)} was merged past the rules of the forge: nothing in it counts.`,
    next: redo,
  }),
  MERGE_ALTERED: (p: { commit: string }): Words => ({
    summary: `Commit ${p.commit.slice(0, 12)} holds something else than the change that was reviewed: nothing in it counts.`,
    next: redo,
  }),
  CHANGE_UNBOUNDED: (p: { commit: string }): Words => ({
    summary: `The change of commit ${p.commit.slice(0, 12)} has too many commits or reviews to be proved.`,
    next: "Bring it again as a change of at most 250 commits.",
  }),
  REQUEST_MODE: (p: { mode: string }): Words => ({
    summary: `A request is a plain file; this one has mode ${p.mode}.`,
    next: "Add it as a regular file (mode 100644): no link, no submodule, not executable.",
  }),
  MIXED_CHANGE: (p: { path: string }): Words => ({
    summary: `A change with requests may hold nothing else but statements; this one also touches ${p.path}.`,
    next: "Bring the other files in a change of their own.",
  }),
  CHANGE_TOO_LARGE: (p: { added: number; most: number }): Words => ({
    summary: `This change adds ${p.added} requests; ${p.most} is the most.`,
    next: "Bring them in several changes.",
  }),
  STATEMENT_CHANGED: (_: object): Words => ({
    summary: "A statement is only ever added; this change edits or deletes one.",
    next: "Put it back as it was. To take an objection back, sign a lift.",
  }),
  STATEMENTS_TOO_MANY: (p: { by: string; most: number }): Words => ({
    summary: `Of ${p.by}'s statements about this request only the first ${p.most} are read.`,
    next: "Remove the surplus ones before the merge.",
  }),
  STATEMENT_OTHER_REPOSITORY: (_: object): Words => ({
    summary: "This statement was signed for another access repository.",
    next: "Sign again here.",
  }),
  STATEMENT_VOID: (p: { by: string; why: string }): Words => ({
    summary: `A statement of ${p.by} does not count: ${p.why}.`,
    next: `Ask ${p.by} to sign again.`,
  }),
  NOT_ASKED: (p: { id: string }): Words => ({
    summary: `Nobody who is in the catalog has said that they ask for ${p.id}.`,
    next: "Sign it with brevet request, before the merge; on GitHub, open the pull request with an account of the catalog.",
  }),
  REQUESTER_UNCLEAR: (p: { id: string }): Words => ({
    summary: `Who opened the change of ${p.id} is not the only one who pushed to its file: nobody knows who asks.`,
    next: "Open it again from a branch that only its requester pushes to, or sign it with brevet request --sign.",
  }),
  REVIEW_VOID: (p: { by: string; why: string }): Words => ({
    summary: `A review of ${p.by} does not count: ${p.why}.`,
    next: `Ask ${p.by} to review what is there now, before the merge.`,
  }),
  RULES_DIVERGED: (p: { by: string }): Words => ({
    summary: `A review of ${p.by} does not count: the change did not begin at the rules in force.`,
    next: "Bring main back to the rules in force first and begin there, or sign what it comes from and goes to: brevet approve --rules.",
  }),
  KEY_NOT_SUBJECTS: (p: { subject: string }): Words => ({
    summary: `The public key is not known to be ${p.subject}'s.`,
    next: `Use a key of ${p.subject} from the catalog, or let ${p.subject} sign the request.`,
  }),
  REQUEST_AHEAD: (p: { date: string }): Words => ({
    summary: `The request is dated ${p.date}, more than a day ahead.`,
    next: "Name the file after the day it is written.",
  }),
  TOO_LATE: (p: { id: string }): Words => ({
    summary: `${p.id} came too late: approvals are not kept for later.`,
    next: "Ask again, under a new id.",
  }),
  ID_USED: (p: { id: string }): Words => ({
    summary: `${p.id} was used before, and an id is used once.`,
    next: "Ask under a new id.",
  }),
  REVOKED: (p: { by: string; statement: string }): Words => ({
    summary: `${p.by} has ordered that this access ends and is not given again (${p.statement}).`,
    next: "Ask the owners of the rules to lift that order.",
  }),
  EFFECT_CHANGED: (p: { id: string }): Words => ({
    summary: `What ${p.id} would do has changed since it was merged.`,
    next: "Ask again: what people agreed to is no longer what would happen.",
  }),
  PENDING: (p: { id: string }): Words => ({
    summary: `${p.id} was merged before everybody who has to agree had agreed.`,
    next: redo,
  }),
  BUNDLE_REFUSED: (p: { id: string }): Words => ({
    summary: `${p.id} came with another request that was refused, and a change is one unit.`,
    next: redo,
  }),
  REQUEST_DEFERRED: (p: { id: string; message: string }): Words => ({
    summary: `${p.id} could not be judged yet. ${p.message}`,
    next: "Each run tries again, until it is too late for the request; all others go on.",
  }),
  REQUEST_GONE: (p: { id: string }): Words => ({
    summary: `${p.id} was deferred, and its change asks for nothing: there is nothing left to judge.`,
    next: "Nothing is to be done.",
  }),
  REQUEST_EDITED: (p: { id: string }): Words => ({
    summary: `${p.id} was merged before: editing its file changes nothing about it.`,
    next: "Put it back as it was, and ask for what you need under a new id.",
  }),
  TARGET_ABANDONED: (p: { target: string; by: readonly string[]; grants: readonly string[] }): Words => ({
    summary: `${p.by.join(" and ")} gave up ${p.target}: ${p.grants.join(", ")} ended there, and nobody has seen it gone.`,
    next: "Make sure that nothing of it is left anywhere; then take the target out of brevet.yaml.",
  }),
  DELETION_UNSIGNED: (p: { id: string }): Words => ({
    summary: `The file of ${p.id} was deleted, but nobody who may revoke it ordered its end: it goes on.`,
    next: "Revoke it by a signed order; deleting the file alone ends nothing.",
  }),
  RULES_FILE_MODE: (p: { mode: string }): Words => ({
    summary: `A file of the rules is a plain file; this one has mode ${p.mode}.`,
    next: "Add it as a regular file (mode 100644): no link, no submodule, not executable.",
  }),
  REPOSITORY_ID_CHANGED: (_: object): Words => ({
    summary: "repository_id was written once, by init, and is in every signature: it cannot change.",
    next: "Put it back as it was.",
  }),
  TARGET_IN_USE: (p: { target: string; what: string }): Words => ({
    summary: `Grants on ${p.target} have not ended, so ${p.what} of it cannot change.`,
    next: "Wait for them to end, or revoke them first.",
  }),
  RULES_UNSIGNED: (p: { has: number; needs: number; to: string }): Words => ({
    summary: `${p.has} of ${p.needs} owners of the rules have signed this change of them.`,
    next: `Owners who did not write it sign with brevet approve --rules (${p.to}).`,
  }),
  RULES_UNREADABLE: (p: { commit: string }): Words => ({
    summary: `The rules in force, of commit ${p.commit.slice(0, 12)}, cannot be read here.`,
    next: "Fetch the whole history of the main branch; if it was rewritten, see docs/threats.md.",
  }),
  MAIN_REWRITTEN: (_: object): Words => ({
    summary: "The main branch no longer continues what was followed before: it was rewritten or rolled back.",
    next: "Put it back. Nothing is admitted or started until then; ends go on.",
  }),
  MAIN_MISSING: (p: { branch: string }): Words => ({
    summary: `The main branch, ${p.branch}, is not there.`,
    next: "Put it back. Nothing is admitted or started until then; ends go on.",
  }),
  FROZEN: (p: { code: string }): Words => ({
    summary: `Admissions and starts are frozen (${p.code}); ends go on.`,
    next: "Find out who did it. Owners of the rules thaw it by a signed order.",
  }),
  CLOCK_BEHIND: (_: object): Words => ({
    summary: "This machine's clock is behind the ledger's last event.",
    next: "Set the clock. Nothing is admitted or started until then; ends go on.",
  }),
  RESIDENT_AT_WORK: (p: { seconds: number; target: string | null }): Words => ({
    summary:
      p.target === null
        ? `A resident engine said ${p.seconds} seconds ago that it is at work: it admits and starts, this run only ends.`
        : `A resident engine said ${p.seconds} seconds ago that it serves ${p.target} alone: it starts there, this run only ends there.`,
    next: "Nothing is to be done. Where that engine is gone for good, this command does all of it a minute later.",
  }),
  ROUND_TOO_LONG: (p: { seconds: number }): Words => ({
    summary: `Git or its remote did not answer within ${p.seconds} seconds.`,
    next: "Ends go on. It is tried again by itself; look at the network and at the git host.",
  }),
  ROUND_BROKEN: (p: { what: string }): Words => ({
    summary: `A round failed in a way that it never should: ${p.what}`,
    next: "Ends go on, and it is tried again by itself. Please report it in the project's issue tracker.",
  }),
  LEDGER_BUSY: (p: { tries: number }): Words => ({
    summary: `Other engines wrote the ledger ${p.tries} times while this run tried to.`,
    next: "Run apply again; what was due to end has been ended.",
  }),
} as const;
