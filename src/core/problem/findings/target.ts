import type { FindingWords } from "../finding-words.ts";

/** Findings about targets and the rights that Brevet has there. */
export const targetFindings = {
  TARGET_AWAY: (p: { message: string }): FindingWords => ({
    summary: p.message,
    attack: "Whoever has access there keeps it past its end, as far as the target does not end it by itself.",
    next: "Bring it back, or correct its address and credentials where this engine runs.",
  }),
  TARGET_OTHER: (p: { shown: string; pinned: string }): FindingWords => ({
    summary: `It shows itself as ${p.shown}, and ${p.pinned} is pinned.`,
    attack: "Somebody who stands at its address is asked to give and end access in its place, and says that it did.",
    next: "Find out what answers there. If it was rebuilt, change identity in brevet.yaml by a reviewed change.",
  }),
  TARGET_CLOCK_OFF: (p: { seconds: number }): FindingWords => ({
    summary: `Its clock and this machine's are ${p.seconds} seconds apart.`,
    attack: "An end that the target keeps by its own clock comes that much too late, or access that much too early.",
    next: "Let both keep time by NTP. Nothing starts there until they agree to a minute.",
  }),
  TARGET_ONLY_OBSERVED: (_: object): FindingWords => ({
    summary: "It is only observed: nothing is started there.",
    attack: "Nobody gets access here by Brevet, so they have it by some other way, which nothing ends.",
    next: "Set mode: enforce in brevet.yaml when its plans are what you want.",
  }),
  TARGET_ENDS_BY_ENGINE: (_: object): FindingWords => ({
    summary: "It cannot end access by itself: only a running engine does.",
    attack: "Who stops the engine, or its way to the target, keeps access for as long.",
    next: "Run brevet apply --watch where it is supervised, with a second one standing by, and alert on overdue ends.",
  }),
  TARGET_SECRET_AWAY: (p: { message: string }): FindingWords => ({
    summary: `What it needs to give access is not here: ${p.message}`,
    attack: "None; but nothing can be started there from this machine.",
    next: "Provide the secret where the engine runs, and run doctor there.",
  }),
  TARGET_KEY_OTHER: (_: object): FindingWords => ({
    summary: "The CA's private key is not the one of its certificate.",
    attack: "None; but every certificate that it signs is refused, or is another CA's.",
    next: "Provide the key that belongs to ca_cert, as one file with mode 600.",
  }),
  TARGET_CA_OVER: (p: { until: string }): FindingWords => ({
    summary: `The CA's certificate ends at ${p.until}.`,
    attack: "None; but from then on every certificate is refused, and people will want a way around.",
    next: "Renew it with the same key, and change ca_cert in brevet.yaml: its identity stays.",
  }),
  TARGET_LIST_OPEN: (p: { path: string }): FindingWords => ({
    summary: `Others than its owner may write the list of ended certificates, ${p.path}.`,
    attack: "Whoever may write there takes a revoked certificate off the list, and it opens the door again.",
    next: `chmod -R go-w ${p.path}`,
  }),
  TARGET_RIGHTS_WIDE: (p: { who: string; what: string; fix: string }): FindingWords => ({
    summary: `${p.who}, by which Brevet works there, has more rights than it needs: ${p.what}.`,
    attack: "Whoever steals its credentials gives anything to anybody there, for ever, past every request and record.",
    next: p.fix,
  }),
  TARGET_PASSWORDLESS: (_: object): FindingWords => ({
    summary: "It lets Brevet's login in with any password.",
    attack: "Whoever reaches it logs in as the engine, or as any holder past the end: nothing there ends by itself.",
    next: "Ask for scram-sha-256 instead of trust in pg_hba.conf, for Brevet's login and all others.",
  }),
  TARGET_HEIR_SHUT_OUT: (p: { schemas: readonly string[] }): FindingWords => ({
    summary: `Roles that may be asked for can create in schemas where what is left cannot be given away: ${p.schemas.join(", ")}.`,
    attack:
      "A holder who leaves a function there has their end fail: the login is closed, but stays and is told for ever.",
    next: p.schemas
      .map((schema) => `grant create on schema "${schema.replaceAll('"', '""')}" to brevet_heir;`)
      .join(" "),
  }),
  TARGET_DATABASES_UNPREPARED: (p: { databases: readonly string[] }): FindingWords => ({
    summary: `Everybody may connect to databases that are not prepared for ends: ${p.databases.join(", ")}.`,
    attack:
      "A holder who leaves something there has their end fail: the login is closed, but stays and is told for ever.",
    next: "Run setup.sql in each (docs/targets), or revoke connect on it from public.",
  }),
  TARGET_ADDRESSES_OPEN: (p: { what: string }): FindingWords => ({
    summary: `It says that it keeps logins to source addresses, and cannot: ${p.what}.`,
    attack: "Who has stolen the password of a login that is held to an office's addresses uses it from anywhere.",
    next: "Run addresses.sql there as a superuser (docs/targets), or take source_addresses out of brevet.yaml.",
  }),
  TARGET_ACCOUNTS_WIDE: (p: { accounts: readonly string[] }): FindingWords => ({
    summary: `These can read or change everything there, without Brevet: ${p.accounts.join(", ")}.`,
    attack: "Whoever has one of them needs no request, and no end ever comes.",
    next: "Keep only what running the server needs, as break-glass; take the rest away, and have it asked for.",
  }),
} as const;
