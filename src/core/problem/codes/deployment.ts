import type { Words } from "../words.ts";

/** Codes of the installation: its secrets and what it pins. A secret's value is never part of a message. */
export const deploymentCodes = {
  SECRET_REFUSED: (p: { ref: string; why: string }): Words => ({
    summary: `The secret ${p.ref} is not read: ${p.why}.`,
    next: "Name it env:BREVET_<TARGET ID>_… or file:<target id>/…, a file of mode 600 below the secrets folder.",
  }),
  SECRET_MISSING: (p: { ref: string }): Words => ({
    summary: `The secret ${p.ref} is not here.`,
    next: "Put it where this command runs: set the variable, or write the file below the secrets folder.",
  }),
  TRUST_MISSING: (p: { path: string }): Words => ({
    summary: `Nothing says which ledger to trust: ${p.path} does not exist.`,
    next: "Write the genesis digest and the fingerprints of the engine keys there, from somebody whom you believe.",
  }),
  TRUST_INVALID: (p: { path: string }): Words => ({
    summary: `${p.path} does not say which ledger to trust.`,
    next: 'Write it as {"genesis": "sha256-…", "keys": ["SHA256:…"]}.',
  }),
} as const;
