/** Rules come from people who may mean no good: what takes more memory is no compiling. */
const pages = 16_384;

/** What its process may use, and need not look at. */
export const childFlags: readonly string[] = [
  "--wasm-lazy-validation",
  `--wasm-max-mem-pages=${pages}`,
  "--no-warnings",
];
