import type { Words } from "../words.ts";

const nearest = (name: string | null, otherwise: string): string =>
  name === null ? otherwise : `Did you mean ${name}?`;

/** Codes of what people do in their own clone: begin, ask, agree, object. */
export const personCodes = {
  ENTITLEMENT_NONE: (p: { subject: string }): Words => ({
    summary: `There is nothing that ${p.subject} may ask for.`,
    next: "Ask the owners of a resource to name you, a team of yours or your vendor as eligible for a role.",
  }),
  GRANT_UNKNOWN: (p: { id: string; nearest: string | null }): Words => ({
    summary: `The ledger knows no live grant ${p.id}.`,
    next: nearest(p.nearest, "See brevet status; what was merged is admitted by the next brevet apply."),
  }),
  GRANT_NOT_ACTIVE: (p: { id: string; state: string }): Words => ({
    summary: `${p.id} is ${p.state}: there is nothing to hand over.`,
    next: "See brevet status for when it begins, or ask again.",
  }),
  SIGNER_UNKNOWN: (p: { fingerprint: string }): Words => ({
    summary: `The key ${p.fingerprint} belongs to nobody in the catalog of the rules in force.`,
    next: "Sign with a key that the catalog names (--key FILE), or have yours added to policies/catalog/people.yaml.",
  }),
  SIGNER_MISSING: (_: object): Words => ({
    summary: "Nothing here says which key you sign with.",
    next: "Name one with --key FILE, or once for all: git config user.signingkey ~/.ssh/id_ed25519.pub",
  }),
  SEAT_EXCLUDED: (p: { person: string; id: string }): Words => ({
    summary: `${p.person} asked for ${p.id}, gets its access, or wrote its file: that approval could never count.`,
    next: "Ask somebody else of those named to approve.",
  }),
  OBJECTION_NONE: (p: { digest: string }): Words => ({
    summary: `There is no objection or standing revocation ${p.digest}.`,
    next: "Give the whole digest of the statement, as brevet object or brevet revoke showed it.",
  }),
  GRANT_ENDED: (p: { id: string }): Words => ({
    summary: `${p.id} has ended, or was refused: there is nothing to end.`,
    next: "See brevet audit log for its story.",
  }),
  REVOKE_NOT_YOURS: (p: { person: string; scope: string }): Words => ({
    summary: `${p.person} may end nothing of ${p.scope}.`,
    next: "Its subject, requester, approvers, the resource's owners, the vendor's owner or owners of the rules may.",
  }),
  REVIEW_NONE: (p: { id: string; nearest: string | null }): Words => ({
    summary: `No look at ${p.id} is asked for: it has not ended, was looked at, or never had to be.`,
    next: nearest(p.nearest, "See brevet status for the reviews that are open."),
  }),
  REVIEW_NOT_YOURS: (p: { person: string; id: string }): Words => ({
    summary: `${p.person} is not among those who are to look at ${p.id}, or asked for it, had it or agreed to it.`,
    next: "Ask somebody else of those named; brevet status shows them.",
  }),
  ORDER_WAITS: (p: { digest: string }): Words => ({
    summary: `The order ${p.digest} is published, and the ledger does not name it yet.`,
    next: "The engine's next run takes it up: brevet audit log shows when it has. There is no need to sign again.",
  }),
  RULES_UNCHANGED: (p: { digest: string }): Words => ({
    summary: `The rules here are those in force (${p.digest}): there is nothing to agree to.`,
    next: "Check out the branch that changes them, commit the change, then run this again.",
  }),
  ABANDON_NOTHING: (p: { target: string }): Words => ({
    summary: `Nothing that was given on ${p.target} is still to end.`,
    next: "It may simply be taken out of brevet.yaml.",
  }),
  NOT_FROZEN: (_: object): Words => ({
    summary: "The ledger is not frozen: main is being followed.",
    next: "There is nothing to thaw.",
  }),
  RULES_OWNER_ONLY: (p: { person: string }): Words => ({
    summary: `${p.person} is none of those who accept changes of the rules.`,
    next: "Ask one of those that org.yaml names (rules.from).",
  }),
  BRANCH_MOVED: (p: { branch: string }): Words => ({
    summary: `${p.branch} moved while this ran: nothing was committed.`,
    next: "Run it again.",
  }),
  BRANCH_DIRTY: (p: { branch: string }): Words => ({
    summary: `${p.branch} is checked out here with changes that are not committed, and this would overwrite them.`,
    next: "Commit or stash them, then run this again.",
  }),
  LEDGER_DISTRUSTED: (p: { code: string; message: string }): Words => ({
    summary: `The ledger cannot be gone by (${p.code}): ${p.message}`,
    next: "Run brevet audit verify, and tell whoever runs the engine.",
  }),
  INIT_DONE: (p: { root: string }): Words => ({
    summary: `${p.root} is an access repository already.`,
    next: "Go on with brevet request; brevet init --upgrade brings a newer policy pack.",
  }),
  INIT_HISTORY: (p: { root: string }): Words => ({
    summary: `${p.root} has commits already.`,
    next: "Begin in an empty folder, or in a git repository without commits.",
  }),
  INIT_FORGE_REMOTE: (_: object): Words => ({
    summary:
      "On GitHub an access repository begins in a clone of its repository there; this folder has no remote origin.",
    next: "Make an empty repository on GitHub, clone it, and run brevet init --forge github in the clone.",
  }),
  INIT_IN_THE_WAY: (p: { paths: readonly string[] }): Words => ({
    summary: `These files are in the way: ${p.paths.join(", ")}.`,
    next: "Move them away: init never overwrites.",
  }),
  INIT_LEDGER: (p: { branch: string }): Words => ({
    summary: `There is a branch ${p.branch} already, and nothing here says that it is a ledger begun by this installation.`,
    next: "Clone the repository that it belongs to instead, or begin in an empty folder.",
  }),
  INIT_INSIDE: (p: { root: string; repository: string }): Words => ({
    summary: `${p.root} lies inside the git repository ${p.repository}.`,
    next: "Begin at its top, or outside of it.",
  }),
  INIT_MISSING: (_: object): Words => ({
    summary: "There is no access repository here to upgrade.",
    next: "Make one with brevet init.",
  }),
} as const;
