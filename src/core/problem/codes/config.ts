import type { Words } from "../words.ts";

/** Codes of reading `brevet.yaml`. */
export const configCodes = {
  CONFIG_MISSING: (_: object): Words => ({
    summary: "There is no brevet.yaml, so nothing says which targets there are.",
    next: "Put it back, or make an access repository with brevet init.",
  }),
  TARGET_KIND_UNKNOWN: (p: { kind: string; nearest: string | null; known: readonly string[] }): Words => ({
    summary: `This version of Brevet knows no kind of target called ${p.kind}.`,
    next: p.nearest === null ? `The kinds are ${p.known.join(", ")}.` : `Did you mean ${p.nearest}?`,
  }),
  TARGET_TWICE: (p: { target: string; twin: string }): Words => ({
    summary: `${p.target} and ${p.twin} have one identity: they would be the same system twice.`,
    next: "Keep one of them. Two entries would each take the other's access for foreign.",
  }),
  TARGET_ID_RESERVED: (p: { target: string }): Words => ({
    summary: `No target can be called ${p.target}: secrets of that name serve Brevet itself.`,
    next: "Give the target another id.",
  }),
  NOTIFIER_ID_TAKEN: (p: { id: string }): Words => ({
    summary: `No notifier can be called ${p.id}: something else is, and a secret of that name serves it alone.`,
    next: "Give the notifier another id.",
  }),
  EVIDENCE_ID_TAKEN: (p: { id: string }): Words => ({
    summary: `No source of evidence can be called ${p.id}: something else is, and a secret of that name serves it alone.`,
    next: "Give the source another id.",
  }),
  EVIDENCE_INCOMPLETE: (p: { id: string; lacks: string }): Words => ({
    summary: `The source of evidence ${p.id} lacks ${p.lacks}.`,
    next: "Add it to evidence in brevet.yaml.",
  }),
  EVIDENCE_UNKNOWN: (p: { source: string; said: string }): Words => ({
    summary: `The source of evidence ${p.source} told nothing: ${p.said}.`,
    next: "Look at its url and token in brevet.yaml; what it would say is unknown until it answers.",
  }),
} as const;
