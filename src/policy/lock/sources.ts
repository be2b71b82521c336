import type { PolicyFiles } from "../../ports/policy.ts";

const rego = /^(?:decision|lib|rules|own|invariants)\/(?:[a-z0-9_-]+\/)*[a-z0-9_]+\.rego$/;

/** Whether a file below `policies/` is Rego of the pack or of the organisation. */
export function isRego(path: string): boolean {
  return rego.test(path);
}

/** Whether it is Rego that tests are written for: a test is not. */
export function isTested(path: string): boolean {
  return isRego(path) && !path.endsWith("_test.rego");
}

/** Whether it is Rego that `policy.wasm` is built from: neither a test nor an invariant is. */
export function isSource(path: string): boolean {
  return isTested(path) && !path.startsWith("invariants/");
}

/** Those of the files that fit, in order of their paths. */
export function pick(files: PolicyFiles, fits: (path: string) => boolean): PolicyFiles {
  return new Map([...files].filter(([path]) => fits(path)).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
