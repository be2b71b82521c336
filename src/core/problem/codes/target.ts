import type { Words } from "../words.ts";

/** Codes of opening, observing and changing a target. */
export const targetCodes = {
  TARGET_UNREACHABLE: (p: { target: string; what: string }): Words => ({
    summary: `${p.target} did not answer: ${p.what}.`,
    next: "Nothing is believed about it until it does. Bring it back; brevet apply tries again by itself.",
  }),
  TARGET_OPTION_UNFIT: (p: { target: string; option: string; what: string }): Words => ({
    summary: `${p.option} of target ${p.target} cannot be used: ${p.what}.`,
    next: "Correct it in brevet.yaml or in the deployment; docs/targets says what the option holds.",
  }),
  TARGET_ACCOUNT_UNFIT: (p: { target: string; account: string }): Words => ({
    summary: `${p.target} has no account by the name ${JSON.stringify(p.account)}.`,
    next: "Name one of letters, digits, '.', '_', '-' or '@' under accounts in the catalog; docs/targets says how long.",
  }),
  TARGET_RIGHTS_UNFIT: (p: { target: string; what: string }): Words => ({
    summary: `${p.target} cannot give these rights: ${p.what}.`,
    next: "Correct rights of the role in the catalog; docs/targets says what they may be.",
  }),
  TARGET_WINDOW_EMPTY: (p: { target: string }): Words => ({
    summary: `Nothing of the lease is left that ${p.target} could give: it ends before it begins.`,
    next: "Ask again with a later end.",
  }),
  TARGET_REFUSED: (p: { target: string; what: string }): Words => ({
    summary: `${p.target} refused: ${p.what}.`,
    next: "docs/targets says what the engine needs there, and what to do; brevet apply tries again by itself.",
  }),
  TARGET_NOT_SET_UP: (p: { target: string; what: string }): Words => ({
    summary: `${p.target} is not prepared for Brevet: ${p.what}.`,
    next: "Run what docs/targets tells to run there, with an administrator's rights; it may be run again.",
  }),
  TARGET_LEFTOVERS: (p: { target: string; login: string; what: string }): Words => ({
    summary: `${p.login} is closed and its sessions are over, but it could not be removed: ${p.what}`,
    next: "Put right what stands in the way (docs/targets); brevet apply tries again by itself.",
  }),
  PUBLIC_KEY_UNFIT: (p: { what: string }): Words => ({
    summary: `This public_key cannot be used here: ${p.what}.`,
    next: "Let brevet request make one; docs/targets says which other keys are taken.",
  }),
} as const;
