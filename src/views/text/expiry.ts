const words: Readonly<Record<string, string>> = {
  enforced: "yes, checked on every use",
  "at-login": "yes, checked at every login; a session that is open then is ended by Brevet",
  swept: "yes, the target removes it some time after",
  none: "no, only Brevet removes it",
};

/** Whether access ends without Brevet, for a target's expiry grade. */
export function expiry(grade: string): string {
  return words[grade] ?? "unknown";
}
