import type { Words } from "../words.ts";

/** Codes of the installation: its secrets. A secret's value is never part of a message. */
export const deploymentCodes = {
  SECRET_REFUSED: (p: { ref: string; why: string }): Words => ({
    summary: `The secret ${p.ref} is not read: ${p.why}.`,
    next: "Name it env:BREVET_<ID>_… or file:<id>/…, by the id of the target or notifier that it serves; such a file is of mode 600 and below the secrets folder.",
  }),
  SECRET_MISSING: (p: { ref: string }): Words => ({
    summary: `The secret ${p.ref} is not here.`,
    next: "Put it where this command runs: set the variable, or write the file below the secrets folder.",
  }),
  KEY_UNREADABLE: (p: { what: string }): Words => ({
    summary: `A key that this command needs cannot be used: ${p.what}`,
    next: "Repair or move the file away; a new one is made where one is missing.",
  }),
} as const;
