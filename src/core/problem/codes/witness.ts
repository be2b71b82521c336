import type { Words } from "../words.ts";

/** Codes of the witness, and of clocks that tell another time. */
export const witnessCodes = {
  WITNESS_UNREACHABLE: (p: { what: string }): Words => ({
    summary: `The witness of the ledger cannot be asked: ${p.what}.`,
    next: "Bring it back. Nothing is admitted or started until it answers; ends go on.",
  }),
  WITNESS_REWOUND: (p: { what: string }): Words => ({
    summary: `The witness of the ledger forgot what it was told: ${p.what}.`,
    next: "Find out who can write there. Nothing is admitted or started until it is put back; ends go on.",
  }),
  WITNESS_ANSWER: (p: { what: string }): Words => ({
    summary: `What the witness of the ledger holds or answers cannot be read: ${p.what}.`,
    next: "Repair it by hand. Nothing is admitted or started until then; ends go on.",
  }),
  WITNESS_NONE: (_: object): Words => ({
    summary: "The rules in force name no witness.",
    next: "Add ledger.witness to brevet.yaml: a second remote, a folder, or a program that writers of the ledger cannot reach.",
  }),
  LEDGER_BEHIND_WITNESS: (p: { seq: number; tip: number }): Words => ({
    summary: `The ledger ends at event ${p.tip}, and its witness was told of event ${p.seq}: events were cut off.`,
    next: "Put the branch back from any clone that still has them. Nothing is admitted or started until then; ends go on.",
  }),
  LEDGER_FORKED: (p: { seq: number }): Words => ({
    summary: `Event ${p.seq} of the ledger is another one than its witness was told of: the history was replaced.`,
    next: "Find out who signed it. Put the branch back, or let the rules' owners sign a recovery (brevet recover).",
  }),
  CLOCKS_DISAGREE: (p: { seconds: number; of: string }): Words => ({
    summary: `This machine's clock and that of ${p.of} are ${p.seconds} seconds apart.`,
    next: "Set the one that is wrong. Nothing is admitted or started until they agree; ends go by the later one.",
  }),
  CLOCK_SET_BACK: (p: { seconds: number }): Words => ({
    summary: `This machine's clock was set back by ${p.seconds} seconds while the engine ran.`,
    next: "If it is right now, start the engine anew. Nothing is admitted or started until then; ends go on, by the later time.",
  }),
} as const;
