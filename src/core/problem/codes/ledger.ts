import type { Words } from "../words.ts";

const freeze = "Nothing is admitted or started until this is settled; ends go on. See docs/ledger.md.";
const evidence = "Keep this clone as evidence, and compare it with another one; see docs/ledger.md.";

/** Codes of the ledger, of its verification and of the pins that it is believed by. */
export const ledgerCodes = {
  LEDGER_MISSING: (p: { branch: string }): Words => ({
    summary: `There is no ledger on branch ${p.branch}.`,
    next: `In a fresh clone, fetch it: git fetch origin ${p.branch}:${p.branch}. If it is gone where it was, somebody removed it: ${freeze} If there never was one, run brevet init.`,
  }),
  LEDGER_FOREIGN_EVENT: (p: { commit: string }): Words => ({
    summary: `No engine signed commit ${short(p.commit)} of the ledger: nothing from there on is believed.`,
    next: freeze,
  }),
  LEDGER_UNTRUSTED_KEY: (p: { commit: string; key: string }): Words => ({
    summary: `Commit ${short(p.commit)} of the ledger is signed by ${p.key}, which is not pinned here.`,
    next: `If that engine is yours, pin its key by hand. ${freeze}`,
  }),
  LEDGER_OTHER_GENESIS: (p: { genesis: string; pinned: string }): Words => ({
    summary: `The ledger begins with ${p.genesis}, and ${p.pinned} is pinned here: it is another ledger.`,
    next: freeze,
  }),
  LEDGER_REWOUND: (p: { commit: string; kept: string }): Words => ({
    summary: `The ledger at ${short(p.commit)} does not contain ${short(p.kept)}, which was verified here before.`,
    next: `Events were cut off or replaced. ${freeze}`,
  }),
  LEDGER_BROKEN: (p: { commit: string; what: string }): Words => ({
    summary: `The ledger is signed at ${short(p.commit)}, but ${p.what}.`,
    next: `Run brevet audit verify. ${freeze}`,
  }),
  LEDGER_KEY_DISTRUSTED: (p: { key: string }): Words => ({
    summary: `This engine signs with ${p.key}, which the recovery takes the trust from.`,
    next: "Give this engine another key, pin it, and take the old one out of the pins.",
  }),
  RECOVERY_POINT: (p: { seq: number }): Words => ({
    summary: `Event ${p.seq} is not one that a history can go on from.`,
    next: "Name the last event of a run of an engine: one whose commit bears Brevet-State, in git log ledger/1.",
  }),
  LEDGER_RULES_UNPROVED: (p: { seq: number }): Words => ({
    summary: `An engine's key signed that rules came into force (event ${p.seq}), and main does not prove it.`,
    next: "The key may be stolen: give engines another one, and let owners of the rules sign a recovery (brevet recover). Nothing is admitted or started until then; ends go on, by the last rules that were proved.",
  }),
  LEDGER_NOT_BELIEVED: (p: { code: string }): Words => ({
    summary: `Nothing is appended to a ledger that is not believed (${p.code}).`,
    next: freeze,
  }),
  LEDGER_KEY_MISSING: (_: object): Words => ({
    summary: "Only an engine with its signing key appends to the ledger.",
    next: "Set ledger.sign in brevet.yaml to where this deployment keeps its key, and provide it.",
  }),
  LEDGER_KEY_UNUSABLE: (p: { what: string }): Words => ({
    summary: `The engine's signing key cannot sign: ${p.what}`,
    next: "Provide the OpenSSH private key that init made, without passphrase.",
  }),
  LEDGER_EXISTS: (p: { branch: string }): Words => ({
    summary: `There is a ledger on branch ${p.branch} already.`,
    next: "A repository has one ledger, made once; run brevet audit verify to look at it.",
  }),
  LEDGER_COMMIT_SHAPE: (p: { seq: number }): Words => ({
    summary: `The commit of event ${p.seq} does not continue the one before it alone.`,
    next: evidence,
  }),
  LEDGER_FILES: (p: { seq: number; path: string }): Words => ({
    summary: `The commit of event ${p.seq} changes ${p.path}: a commit adds the file of its event, and its run's last the state.`,
    next: evidence,
  }),
  LEDGER_EVENT_FORM: (p: { seq: number; what: string }): Words => ({
    summary: `Event ${p.seq} is not written as an engine writes it: ${p.what}.`,
    next: `If a newer version than this wrote it, run it with that one. Else: ${evidence}`,
  }),
  LEDGER_EVENT_PLACE: (p: { seq: number; what: string }): Words => ({
    summary: `Event ${p.seq} is not in its place: ${p.what}.`,
    next: evidence,
  }),
  LEDGER_CHAIN: (p: { seq: number; digest: string; expected: string }): Words => ({
    summary: `Event ${p.seq} has the digest ${p.digest}, and its successor continues ${p.expected}: it was altered.`,
    next: evidence,
  }),
  LEDGER_TIME: (p: { seq: number; at: string; before: string }): Words => ({
    summary: `Event ${p.seq} is dated ${p.at}, before its predecessor's ${p.before}.`,
    next: evidence,
  }),
  LEDGER_MESSAGE: (p: { seq: number }): Words => ({
    summary: `The commit message of event ${p.seq} does not say what the event says.`,
    next: evidence,
  }),
  LEDGER_STATE: (p: { seq: number }): Words => ({
    summary: `The state kept at event ${p.seq} is not what the events up to it give.`,
    next: evidence,
  }),
  DECISION_DIFFERS: (p: { id: string }): Words => ({
    summary: `Judged once more by the rules that judged it, ${p.id} gets another decision than was recorded.`,
    next: evidence,
  }),
  DECISION_UNREADABLE: (p: { id: string }): Words => ({
    summary: `${p.id} cannot be judged once more: its file, or the rules that judged it, are not in this clone.`,
    next: "Fetch the whole history of main (git fetch --unshallow), and run it again.",
  }),
  DECISION_IGNORED: (p: { id: string }): Words => ({
    summary: `${p.id} was admitted, though the very decision that its event records denies it.`,
    next: evidence,
  }),
  DECISION_TOO_SLOW: (p: { id: string }): Words => ({
    summary: `The rules that judged ${p.id} did not answer here in time, so nothing can be said of what they decided.`,
    next: "Run it again where less else runs; nothing is wrong with the history.",
  }),
  DECISION_NEWER: (p: { id: string }): Words => ({
    summary: `${p.id} was judged by a newer Brevet than this one, which does not know all that was asked then.`,
    next: "Run it with that version (its event names it), or a later one; nothing is wrong with the history.",
  }),
  PAST_UNREADABLE: (p: { count: number }): Words => ({
    summary: `${decisions(p.count)} not judged: the request, or the rules that judged it, are not in this clone.`,
    next: "Fetch the whole history of main (git fetch --unshallow), and run it again.",
  }),
  PAST_CUT: (p: { seconds: number }): Words => ({
    summary: `Only a part of the past is judged: it takes longer than ${p.seconds} seconds.`,
    next: "Ask for the whole with brevet policy replay.",
  }),
  PAST_NEWER: (p: { count: number }): Words => ({
    summary: `${decisions(p.count)} not judged: a newer Brevet than this one recorded what was asked.`,
    next: "Run it with that version (their events name it), or a later one.",
  }),
  TRUST_UNREADABLE: (p: { path: string; what: string }): Words => ({
    summary: `The pins in ${p.path} cannot be used: ${p.what}.`,
    next: "Restore the file from your deployment; it says {v, genesis, keys} and, where one is pinned, {witness}.",
  }),
  TRUST_MISSING: (_: object): Words => ({
    summary: "Nothing is pinned here, so no ledger can be believed.",
    next: "Set BREVET_TRUST to the deployment's pins, or run a command that pins on first use.",
  }),
  TRUST_DEPLOYED: (p: { path: string }): Words => ({
    summary: `The pins in ${p.path} belong to the deployment: commands do not write them.`,
    next: "Change that file by hand, where the deployment keeps it.",
  }),
} as const;

function decisions(count: number): string {
  return count === 1 ? "1 decision was" : `${count} decisions were`;
}

function short(commit: string): string {
  return commit.slice(0, 12);
}
