import type { Words } from "../words.ts";

/** Codes of reading one statement. */
export const statementCodes = {
  STATEMENT_SYNTAX: (p: { what: string }): Words => ({
    summary: `This is not a statement: ${p.what}.`,
    next: "Let brevet write statements; see docs/formats.md for what they hold.",
  }),
  STATEMENT_NAME: (p: { expected: string }): Words => ({
    summary: "The name of this statement's file is not what it says inside.",
    next: `Its name is ${p.expected}.`,
  }),
  STATEMENT_UNKNOWN_KEY: (p: { fingerprint: string }): Words => ({
    summary: `The key ${p.fingerprint} is nobody's in the catalog.`,
    next: "Sign with a key that the catalog knows, or have this one added to it first.",
  }),
  STATEMENT_SUSPENDED: (p: { by: string }): Words => ({
    summary: `${p.by} is suspended in the catalog: nothing that ${p.by} signs counts.`,
    next: "Let somebody else sign.",
  }),
  STATEMENT_UNTOUCHED: (p: { by: string }): Words => ({
    summary: `${p.by}'s security key signed this without being touched.`,
    next: "Sign again, and touch the key.",
  }),
} as const;
