import type { Words } from "../words.ts";

/** Codes of telling people. An address is a secret: it is never part of a message. */
export const notifierCodes = {
  NOTICE_NOT_TAKEN: (p: { notifier: string; said: string }): Words => ({
    summary: `The notifier ${p.notifier} did not take what people must be told: ${p.said}.`,
    next: "Look at its address, and whether it answers. It is tried again.",
  }),
  NOTIFIER_NONE: (p: { to: string; grant: string }): Words => ({
    summary: `Nothing can tell ${p.to} of ${p.grant}, and a rule says that they must be told.`,
    next: "Name a notifier in brevet.yaml (notify:). It is tried again.",
  }),
} as const;
