import type { Words } from "../words.ts";

/** Codes of reading one request file. */
export const requestCodes = {
  REQUEST_SYNTAX: (p: { what: string }): Words => ({
    summary: `This is not a plain request file: ${p.what}.`,
    next: "Write one YAML document of plain keys and values.",
  }),
  REQUEST_PATH: (p: { path: string }): Words => ({
    summary: `${p.path} is no place for a request.`,
    next: "Put it at requests/<namespace>/<resource>/<YYYY-MM-DD>-<name>.yaml, in lower-case letters, digits and dashes.",
  }),
  START_OUT_OF_REACH: (p: { text: string; date: string }): Words => ({
    summary: `${p.text} is not within 31 days after ${p.date}, the day in the file's name.`,
    next: "Ask when it is nearer, or name the file after today.",
  }),
  EXTENSION_STARTS: (_: object): Words => ({
    summary: "An extension begins where the extended grant ends, so it has no start of its own.",
    next: "Remove start, or remove extends.",
  }),
  EXTENSION_INVALID: (p: { extends: string }): Words => ({
    summary: `${p.extends} is not the id of another request.`,
    next: "Name the grant that goes on: <namespace>/<resource>/<YYYY-MM-DD>-<name>.",
  }),
  SUBJECT_SUSPENDED: (p: { subject: string }): Words => ({
    summary: `${p.subject} is suspended in the catalog and gets no access.`,
    next: "Ask the owners of the rules why, and to end the suspension if it is over.",
  }),
  NAME_UNKNOWN: (p: { what: string; name: string; nearest: string | null }): Words => ({
    summary: `There is no ${p.what} called ${p.name} in the catalog.`,
    next: p.nearest === null ? "Add it to policies/catalog, or ask its owners." : `Did you mean ${p.nearest}?`,
  }),
  ACCOUNT_MISSING: (p: { subject: string; target: string }): Words => ({
    summary: `${p.subject} has no account on ${p.target} in the catalog.`,
    next: `Add accounts: {${p.target}: …} to the entry of ${p.subject}.`,
  }),
  PUBLIC_KEY_MISSING: (p: { kind: string; forms: readonly string[] }): Words => ({
    summary: `A target of kind ${p.kind} gives access to a key, and the request names none.`,
    next: `Add public_key (${p.forms.join(" or ")}); brevet request makes one.`,
  }),
  PUBLIC_KEY_UNUSED: (p: { kind: string }): Words => ({
    summary: `A target of kind ${p.kind} has no use for a public key.`,
    next: "Remove public_key.",
  }),
  PUBLIC_KEY_FORM: (p: { kind: string; forms: readonly string[] }): Words => ({
    summary: `A target of kind ${p.kind} cannot use a public key in this form.`,
    next: `Write it as ${p.forms.join(" or ")}; brevet request makes one.`,
  }),
} as const;
