/** A module whose code is changed, and the tests that have to notice: its own, which need no git, keys or company. */
export interface Module {
  /** Its folder below `src`. */
  readonly name: string;
  /** Files outside its folder that it shares with others. */
  readonly shares?: readonly string[];
  readonly tests: readonly string[];
}

/** The code that decides, plans, records and gives. */
export const modules: readonly Module[] = [
  {
    name: "core/statement",
    tests: ["test/unit/core/statement/**/*.test.ts", "test/property/statement.test.ts"],
  },
  {
    name: "core/decision",
    tests: ["test/unit/core/decision/**/*.test.ts", "test/property/seats.test.ts"],
  },
  {
    name: "core/plan",
    tests: ["test/unit/core/plan/**/*.test.ts"],
  },
  {
    name: "core/ledger",
    tests: ["test/unit/core/ledger/**/*.test.ts"],
  },
  {
    name: "forge/plain",
    shares: ["src/forge/contributors.ts"],
    tests: ["test/unit/forge/{contributors,plain/prove}.test.ts"],
  },
  { name: "engine/admit", tests: ["test/unit/engine/admit/**/*.test.ts"] },
  { name: "engine/apply", tests: ["test/unit/engine/apply/**/*.test.ts"] },
];

/** Whether a file, or lines of one, are a module's. */
export function isOf({ name, shares = [] }: Module, place: string): boolean {
  return place.startsWith(`src/${name}/`) || shares.some((file) => place === file || place.startsWith(`${file}:`));
}
