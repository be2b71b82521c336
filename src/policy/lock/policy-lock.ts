import type { XStatic } from "typebox/schema";
import { digestBytes, type Digest } from "../../core/json/digest.ts";
import type { PolicyFiles } from "../../ports/policy.ts";
import { entrypoints } from "./entrypoints.ts";
import { isSource, pick } from "./sources.ts";

/** Says what `policy.wasm` was built from and by what, so that bytes which nobody can explain are never run. */
export const policyLockSchema = {
  $id: "urn:brevet:policy-lock",
  title: "Lock of the built rules",
  type: "object",
  additionalProperties: false,
  required: ["v", "compiler", "entrypoints", "capabilities", "sources", "outputs"],
  properties: {
    v: { const: 1 },
    compiler: {
      type: "object",
      additionalProperties: false,
      required: ["opa"],
      properties: {
        opa: { type: "string" },
        module: { type: "string", description: "Digest of the toolchain's own sources." },
      },
    },
    entrypoints: { type: "array", items: { type: "string" } },
    capabilities: { type: "string", description: "Digest of capabilities.json." },
    sources: { type: "object", description: "Path to digest.", additionalProperties: { type: "string" } },
    outputs: { type: "object", description: "Path to digest.", additionalProperties: { type: "string" } },
  },
} as const;

export type PolicyLock = XStatic<typeof policyLockSchema>;

/** Where the parts stand below `policies/`. */
export const lockPath = "policy.lock.json";
export const wasmPath = "policy.wasm";
export const explainPath = "explain.wasm";
export const annotationsPath = "annotations.json";
export const capabilitiesPath = "capabilities.json";

/** The lock of what this compiler made of these files. */
export function toLock(
  { opa, module }: { readonly opa: string; readonly module: string },
  capabilities: Uint8Array,
  files: PolicyFiles,
  outputs: PolicyFiles,
): PolicyLock {
  return {
    v: 1,
    compiler: { opa, module },
    entrypoints: Object.values(entrypoints),
    capabilities: digestBytes(capabilities),
    sources: digests(pick(files, isSource)),
    outputs: digests(pick(outputs, () => true)),
  };
}

/** The digest of each file, by path. */
export function digests(files: PolicyFiles): { [path: string]: Digest } {
  return Object.fromEntries([...files].map(([path, bytes]) => [path, digestBytes(bytes)]));
}
