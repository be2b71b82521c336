import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import type { Annotation } from "../../src/core/decision/annotation.ts";
import { capabilitiesPath, annotationsPath, lockPath, toLock, wasmPath } from "../../src/policy/lock/policy-lock.ts";
import type { PolicyData, PolicyFiles } from "../../src/ports/policy.ts";

const root = path.resolve(import.meta.dirname, "../..");

/** The repository's own `policies/`. */
export function ownPolicies(): Map<string, Uint8Array> {
  return filesOf(path.join(root, "policies"));
}

/** The rules about the rules that this build brings. */
export function ownInvariants(): PolicyFiles {
  return new Map([...ownPolicies()].filter(([path]) => /^invariants\/(?!.*_test\.rego$)/.test(path)));
}

/** Rules that fail in every way, chosen by the request's reason, with a lock that fits them. */
export function hostilePolicies(): PolicyFiles {
  const wasm = new Uint8Array(readFileSync(path.join(root, "test/fixtures/hostile-policy/policy.wasm")));
  return locked(new Map([[wasmPath, wasm]]));
}

/** These outputs with annotations and a lock that fits. */
export function locked(outputs: PolicyFiles, annotations: { readonly [code: string]: Annotation } = {}): PolicyFiles {
  const capabilities = new TextEncoder().encode("{}");
  const all = new Map([...outputs, [annotationsPath, toBytes(annotations)]]);
  return new Map([
    ...all,
    [capabilitiesPath, capabilities],
    [lockPath, toBytes(toLock({ opa: "1.22.2", module: "sha256-a" }, capabilities, new Map(), all))],
  ]);
}

/** An organisation that wrote little. */
export const policyData: PolicyData = {
  org: {
    rules: { from: ["team:security"], count: 1 },
    approvals: { critical: { second: ["team:security"] } },
    toxic_pairs: [["payments/customers-db:read-only", "payments/exports:approve"]],
    budgets: { requests_24h: 5 },
  },
  own: {},
};

function toBytes(value: object): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}

function filesOf(folder: string): Map<string, Uint8Array> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    entries.map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      return [path.relative(folder, file), new Uint8Array(readFileSync(file))];
    }),
  );
}
