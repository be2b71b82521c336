/** What is asked of the rules, and in `explain.wasm` of how they came to their answer. */
export const entrypoints = {
  decision: "brevet/decision/main",
  /** How far each clause got, and what it read. */
  trail: "brevet/explain/trail",
  /** Whether any fell silent for want of a value, and no more. */
  whole: "brevet/explain/whole",
  /** The clauses and their steps, in the order in which the other two tell of them. */
  rules: "brevet/explain/rules",
} as const;

/** What the first ones told instead: the place of each silence. Rules that were built then are asked so for ever. */
export const firstSilences = "brevet/explain/lost";
