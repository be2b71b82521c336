import { digestBytes } from "../../src/core/json/digest.ts";
import type { PolicyFiles } from "../../src/ports/policy.ts";
import type { Toolchain, Trial } from "../../src/ports/toolchain.ts";

type Tried = ReturnType<Toolchain["tryInvariants"]>;

const known = new Map<string, Tried>();

/**
 * The same toolchain, which answers a trial that it made before from memory: the same sources give the same answer, and stories
 * that are told again from one beginning ask for the same. The lot is left out: each story's agreements would draw others.
 */
export function remembering(toolchain: Toolchain): Toolchain {
  return {
    ...toolchain,
    tryInvariants(files, { data, requests }, options) {
      const trial = { data, requests };
      const key = keyOf(files, trial);
      const before = known.get(key) ?? toolchain.tryInvariants(files, trial, options);
      known.set(key, before);
      before.catch(() => known.delete(key)); // who was stopped meanwhile has no answer for others
      return before;
    },
  };
}

function keyOf(files: PolicyFiles, trial: Trial): string {
  const parts = [...files].map(([path, bytes]) => `${path} ${digestBytes(bytes)}`).sort();
  return digestBytes(`${parts.join("\n")}\n${JSON.stringify(trial)}`);
}
