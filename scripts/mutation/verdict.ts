/** A mutant as the report has it, with the text it replaces. */
export interface Mutant {
  readonly file: string;
  readonly line: number;
  readonly mutator: string;
  readonly original: string;
  readonly replacement: string;
  readonly status: string;
}

/** A mutant that no test needs to kill, and why. Found again by its text, so that lines may move. */
export interface Survivor {
  readonly file: string;
  readonly original: string;
  readonly replacement: string;
  readonly reason: string;
}

/** Survivors of one file for one reason, as test/mutation/survivors has them: what was replaced, and by what. */
export interface SurvivorGroup {
  readonly file: string;
  readonly reason: string;
  readonly mutants: readonly (readonly [original: string, replacement: string])[];
}

/** The survivors one by one. */
export function toSurvivors(groups: readonly SurvivorGroup[]): Survivor[] {
  return groups.flatMap(({ file, reason, mutants }) =>
    mutants.map(([original, replacement]) => ({ file, original, replacement, reason })),
  );
}

/** What a run proves: the share killed, and where the list of survivors and the run disagree. */
export interface MutationVerdict {
  readonly killed: number;
  readonly counted: number;
  readonly percent: number;
  readonly unlisted: readonly Mutant[];
  readonly stale: readonly Survivor[];
  readonly unexplained: readonly Survivor[];
  readonly ok: boolean;
}

const killed = new Set(["Killed", "Timeout"]);
const survived = new Set(["Survived", "NoCoverage"]);

/** Agreed: at least `least` percent are killed, and every survivor is listed with a reason, and nothing else is. */
export function toVerdict(mutants: readonly Mutant[], listed: readonly Survivor[], least: number): MutationVerdict {
  const alive = mutants.filter((mutant) => survived.has(mutant.status));
  const dead = mutants.filter((mutant) => killed.has(mutant.status)).length;
  const counted = alive.length + dead;
  const percent = counted === 0 ? 0 : (100 * dead) / counted;
  const same = (survivor: Survivor, mutant: Mutant): boolean =>
    survivor.file === mutant.file &&
    survivor.original === mutant.original &&
    survivor.replacement === mutant.replacement;
  const unlisted = alive.filter((mutant) => !listed.some((survivor) => same(survivor, mutant)));
  const stale = listed.filter((survivor) => !alive.some((mutant) => same(survivor, mutant)));
  const unexplained = listed.filter((survivor) => survivor.reason.trim().length < 10);
  const ok = percent >= least && unlisted.length + stale.length + unexplained.length === 0;
  return { killed: dead, counted, percent, unlisted, stale, unexplained, ok };
}
