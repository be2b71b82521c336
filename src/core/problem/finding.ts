import { doctorFindings } from "./findings/doctor.ts";
import { githubFindings } from "./findings/github.ts";
import { targetFindings } from "./findings/target.ts";
import type { FindingWords } from "./finding-words.ts";

/** Something that is weaker than it has to be: what it is, what an attacker would do with it, and the exact fix. */
export interface Finding {
  readonly code: string;
  /** A warning: a defence is missing that this installation can do without. */
  readonly severity: "error" | "warning";
  /** What it is about: `ledger`, `witness`, `clock`, `keys`, `forge`, `rules`, `secrets`, or `target <id>`. */
  readonly about: string;
  readonly message: string;
  readonly attack: string;
  readonly next: string;
}

type Findings = typeof doctorFindings & typeof githubFindings & typeof targetFindings;
const findings: Findings = { ...doctorFindings, ...githubFindings, ...targetFindings };

/** The finding of that code, worded by the catalogue of findings. */
export function finding<C extends keyof Findings>(
  code: C,
  about: string,
  params: Parameters<Findings[C]>[0],
  severity: Finding["severity"] = "error",
): Finding {
  const { summary, attack, next } = (findings[code] as (given: typeof params) => FindingWords)(params);
  return { code, severity, about, message: summary, attack, next };
}
