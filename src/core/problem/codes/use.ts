import type { Words } from "../words.ts";

const nearest = (name: string | null, otherwise: string): string =>
  name === null ? otherwise : `Did you mean ${name}?`;

/** Codes of wrong use: what was typed cannot be done as it is (exit code 2). */
export const useCodes = {
  ARGUMENT_INVALID: (p: { what: string; value: string; form: string }): Words => ({
    summary: `${p.value} is no ${p.what}.`,
    next: `Write it as ${p.form}.`,
  }),
  ARGUMENT_MISSING: (p: { what: string; form: string }): Words => ({
    summary: `The ${p.what} is missing, and there is no terminal to ask on.`,
    next: `Add ${p.form}.`,
  }),
  OPTION_ALONE: (p: { option: string; needs: string }): Words => ({
    summary: `${p.option} says nothing without ${p.needs}.`,
    next: `Add ${p.needs}, or leave ${p.option} out.`,
  }),
  CONFIRMATION_MISSING: (p: { action: string }): Words => ({
    summary: `Nothing was ${p.action}: there is no terminal to ask on.`,
    next: "Read the effect above, then add --yes.",
  }),
  NOT_CONFIRMED: (p: { action: string }): Words => ({
    summary: `Nothing was ${p.action}.`,
    next: "Run it again when you are sure.",
  }),
  ENTITLEMENT_UNKNOWN: (p: { name: string; nearest: string | null }): Words => ({
    summary: `There is no entitlement ${p.name}.`,
    next: nearest(
      p.nearest,
      "Write it as namespace/resource:role; brevet request without it shows those you may ask for.",
    ),
  }),
  TARGET_UNKNOWN: (p: { name: string; nearest: string | null }): Words => ({
    summary: `brevet.yaml names no target ${p.name}.`,
    next: nearest(p.nearest, "Name one that stands there under targets."),
  }),
  RUNNER_UNKNOWN: (p: { name: string; nearest: string | null }): Words => ({
    summary: `No target in brevet.yaml names ${p.name} as its runner.`,
    next: nearest(p.nearest, "Write runner: NAME under the targets that it alone reaches."),
  }),
  REQUEST_UNKNOWN: (p: { name: string; nearest: string | null }): Words => ({
    summary: `There is no open request ${p.name} here: no branch request/${p.name}, and no such file in the work tree's branch.`,
    next: nearest(p.nearest, "Fetch the branch that holds it, or check the branch out, then run this again."),
  }),
  REPOSITORY_MISSING: (p: { folder: string }): Words => ({
    summary: `${p.folder} is not inside an access repository: there is no brevet.yaml.`,
    next: "Go to one, name it with --repo DIR, or make one with brevet init DIR.",
  }),
} as const;
