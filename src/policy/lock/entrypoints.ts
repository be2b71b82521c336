/** What is asked of the rules, and in `explain.wasm` of how they came to their answer. */
export const entrypoints = {
  decision: "brevet/decision/main",
  /** How far each rule got, and what it read. */
  steps: "brevet/explain/main",
  /** Where a rule fell silent for want of a value. */
  lost: "brevet/explain/lost",
  /** The rules and their steps, in the order by which the other two name them. */
  rules: "brevet/explain/rules",
} as const;
