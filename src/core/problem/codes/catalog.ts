import type { Words } from "../words.ts";

/** Codes of reading the catalog: who and what there is. */
export const catalogCodes = {
  ORG_MISSING: (_: object): Words => ({
    summary: "The catalog has no org.yaml, so nothing says who accepts changes of the rules.",
    next: "Add it with timezone and rules: {from: [team:…]}.",
  }),
  OWN_DATA_NAME: (p: { fits: string }): Words => ({
    summary: "No rule could read a file of that name.",
    next: `Name it with small letters, digits and _, and .yaml at its end: ${p.fits}.`,
  }),
  CATALOG_FILE_UNKNOWN: (p: { nearest: string | null }): Words => ({
    summary: "This file is no part of the catalog.",
    next:
      p.nearest === null
        ? "Keep org, people, teams, vendors, workloads.yaml and resources/<namespace>.yaml there, and data in own/data/<name>.yaml."
        : `Is it meant to be ${p.nearest}?`,
  }),
  TIME_ZONE_UNKNOWN: (p: { name: string; nearest: string | null }): Words => ({
    summary: `There is no time zone called ${p.name}.`,
    next:
      p.nearest === null ? "Write a place of the tz database, such as Europe/Berlin." : `Did you mean ${p.nearest}?`,
  }),
  DATE_INVALID: (p: { key: string; text: string }): Words => ({
    summary: `${p.key}: ${p.text} is no day.`,
    next: "Write it like 2027-06-30.",
  }),
  TIME_BACKWARDS: (p: { key: string }): Words => ({
    summary: `${p.key} does not come after from.`,
    next:
      p.key === "to"
        ? "Set it later than from; business hours that go over midnight are two working days."
        : "Set it later than from.",
  }),
  ADDRESS_INVALID: (p: { text: string }): Words => ({
    summary: `${p.text} is no block of addresses.`,
    next: "Write it like 10.0.0.0/8, 192.0.2.7 or 2001:db8::/32, with nothing but zeros after the block.",
  }),
  PATTERN_INVALID: (p: { what: string }): Words => ({
    summary: `pattern is no regular expression that rules can use: ${p.what}.`,
    next: "Correct it. Rules use RE2, which neither looks around ((?=…), (?!…)) nor refers back (\\1).",
  }),
  KEY_NOT_HARDWARE: (p: { type: string }): Words => ({
    summary: `A key of type ${p.type} is no security key.`,
    next: "Remove hardware and applications, or enrol a key whose type begins with sk-.",
  }),
  KEY_TWICE: (p: { id: string; twin: string }): Words => ({
    summary: `${p.id} has a key that ${p.twin} has already.`,
    next: "Let each sign with a key of their own: one key speaks for one subject.",
  }),
  KEY_IN_TWO_ROLES: (p: { id: string; owner: string }): Words => ({
    summary: `This key of ${p.id} is also that of ${p.owner}.`,
    next: "Use another: whoever holds that key would speak for a person.",
  }),
  SUBJECT_TWICE: (p: { id: string }): Words => ({
    summary: `${p.id} is both a person and a workload.`,
    next: "Give the workload another id.",
  }),
  FORGE_ACCOUNT_TWICE: (p: { id: string; twin: string }): Words => ({
    summary: `${p.id} and ${p.twin} are one account of the forge.`,
    next: "Keep one entry: one human under two names could agree twice.",
  }),
  ACCOUNT_TWICE: (p: { id: string; twin: string; account: string; target: string }): Words => ({
    summary: `${p.id} and ${p.twin} would both be ${p.account} on ${p.target}.`,
    next: "Name an account of each under accounts; the target itself must tell them apart.",
  }),
  VENDOR_OWNER_OUTSIDE: (p: { owner: string; employer: string }): Words => ({
    summary: `${p.owner} works for ${p.employer} and cannot answer for a vendor.`,
    next: "Name a person of the organisation itself.",
  }),
  RULES_UNREACHABLE: (_: object): Words => ({
    summary: "Nobody could accept the next change of these rules.",
    next: "Name owners under rules.from who have keys and are not suspended, at least as many as count.",
  }),

  ANOMALY_TELLS_NOBODY: (p: { name: string; then: string }): Words => ({
    summary:
      p.then === "stage"
        ? `What anomalies.${p.name} finds unusual nobody could agree to: anomalies.from names nobody.`
        : `What anomalies.${p.name} finds unusual nobody is told of: anomalies.from names nobody.`,
    next: "Name people or teams in anomalies.from, such as [team:security].",
  }),
  CATEGORY_UNUSED: (p: { name: string; nearest: string | null }): Words => ({
    summary: `No resource holds data of the category ${p.name}, so nobody is asked for it.`,
    next: p.nearest === null ? "Add it to the data of those that do, or leave it out." : `Did you mean ${p.nearest}?`,
  }),
  TICKET_EXAMPLE_UNFIT: (p: { like: string; pattern: string }): Words => ({
    summary: `People are shown ${p.like} as a ticket, which ${p.pattern} refuses.`,
    next: "Set like to one that fits the pattern.",
  }),
  ROLE_BROAD: (p: { entitlement: string; word: string; lasts: string; most: string }): Words => ({
    summary: `${p.entitlement} gives ${p.word} for up to ${p.lasts}.`,
    next: `Give less, or set max and max_chain to ${p.most} or less: what can do nearly everything is held for a task, not for a day.`,
  }),
  NOBODY_AGREES: (p: { entitlement: string; missing: number; stages: readonly string[] }): Words => ({
    summary: `Nobody could ever get ${p.entitlement}: ${p.missing} of the seats that have to be filled (${p.stages.join(", ")}) nobody can fill.`,
    next: "Name more people as owners, in the teams that are named, or in org.yaml, with a key as the rules ask for; each human fills one seat.",
  }),
  ASKER_AGREES_ALONE: (p: { entitlement: string; who: readonly string[]; stages: readonly string[] }): Words => ({
    summary: `Where ${listed(p.who)} asks for ${p.entitlement}, too few others are left to agree (${p.stages.join(", ")}).`,
    next: "Name somebody beside them as an owner, in the teams that are named, or in org.yaml: who asks fills no seat, and each human fills one.",
  }),
  RULES_ONE_SHORT: (p: { who: readonly string[]; count: number }): Words => ({
    summary: `Where ${listed(p.who)} writes a change of the rules, too few others are left to accept it: it takes ${p.count}.`,
    next: "Name one more owner under rules.from, or set count lower: who writes a change does not accept it.",
  }),
} as const;

/** The first few of many names. */
function listed(names: readonly string[]): string {
  const [most, more] = [names.slice(0, 5), names.length - 5];
  if (more > 0) return `${most.join(", ")} or one of ${more} more`;
  return most.length > 1 ? `${most.slice(0, -1).join(", ")} or ${most.at(-1) ?? ""}` : most.join("");
}
