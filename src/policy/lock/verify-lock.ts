import { digestBytes } from "../../core/json/digest.ts";
import { validator } from "../../core/json/validator.ts";
import { problem, type Problem } from "../../core/problem/problem.ts";
import type { PolicyFiles } from "../../ports/policy.ts";
import { capabilitiesPath, digests, lockPath, policyLockSchema, type PolicyLock } from "./policy-lock.ts";
import { isSource, pick } from "./sources.ts";

const lockFault = validator(policyLockSchema);

/** Everything in which files differ from what their lock says; nothing where they are what was built. */
export function verifyLock(files: PolicyFiles): readonly Problem[] {
  const lock = readLock(files.get(lockPath));
  if (lock === null) {
    return [problem("POLICY_LOCK_MISSING", { path: `policies/${lockPath}` }, { path: `policies/${lockPath}` })];
  }
  const sources = digests(pick(files, isSource));
  const outputs = digests(pick(files, (path) => Object.hasOwn(lock.outputs, path)));
  const capabilities = files.get(capabilitiesPath);
  return [
    ...differences(lock.sources, sources),
    ...differences(lock.outputs, outputs, true),
    ...differences(
      { [capabilitiesPath]: lock.capabilities },
      capabilities === undefined ? {} : { [capabilitiesPath]: digestBytes(capabilities) },
    ),
  ];
}

function readLock(bytes: Uint8Array | undefined): PolicyLock | null {
  if (bytes === undefined) return null;
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return lockFault(value) === null ? (value as PolicyLock) : null;
  } catch {
    return null;
  }
}

type Digests = Readonly<Record<string, string>>;

function differences(locked: Digests, found: Digests, built = false): readonly Problem[] {
  const paths = [...new Set([...Object.keys(locked), ...Object.keys(found)])].toSorted();
  return paths.flatMap((path) => {
    const [was, is] = [own(locked, path), own(found, path)];
    if (was === is) return [];
    const what = was === undefined ? "added" : is === undefined ? "removed" : "changed";
    return [problem("POLICY_LOCK_MISMATCH", { path: `policies/${path}`, what, built }, { path: `policies/${path}` })];
  });
}

function own(digests: Digests, path: string): string | undefined {
  return Object.hasOwn(digests, path) ? digests[path] : undefined;
}
