import type { Words } from "../words.ts";

/** Codes of reading any file that people write. */
export const fileCodes = {
  FILE_TOO_LARGE: (p: { bytes: number; most: number }): Words => ({
    summary: `The file has ${p.bytes} bytes, and at most ${p.most} are read.`,
    next: "Make it shorter; long explanations belong in the ticket.",
  }),
  RULES_SYNTAX: (p: { what: string }): Words => ({
    summary: `This is not a plain YAML file: ${p.what}.`,
    next: "Write one YAML document of plain keys, lists and values.",
  }),
  KEY_UNKNOWN: (p: { key: string; nearest: string | null; known: readonly string[] }): Words => ({
    summary: `There is no key ${p.key} here.`,
    next: p.nearest === null ? `Remove it. The keys here are ${p.known.join(", ")}.` : `Did you mean ${p.nearest}?`,
  }),
  KEY_MISSING: (p: { key: string; hint: string | null }): Words => ({
    summary: `The key ${p.key} is missing.`,
    next: `Add it${p.hint === null ? "." : `: ${p.hint}`}`,
  }),
  DURATION_INVALID: (p: { key: string; text: string; most: string }): Words => ({
    summary: `${p.key}: ${p.text} is no length of time from 1 second to ${p.most}.`,
    next: "Write it like 90m, 2h, 1d or PT2H. Nothing lasts for ever.",
  }),
  INSTANT_INVALID: (p: { key: string; text: string }): Words => ({
    summary: `${p.key}: ${p.text} is no moment.`,
    next: "Write it with seconds and an offset, like 2026-11-23T09:00:00+01:00.",
  }),
  VALUE_INVALID: (p: { key: string; what: string; hint: string | null }): Words => ({
    summary: `${p.key} ${p.what}.`,
    next: p.hint === null ? "Correct it." : `Write it so: ${p.hint}`,
  }),
} as const;
