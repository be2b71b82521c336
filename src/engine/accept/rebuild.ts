import { problem, type Problem } from "../../core/problem/problem.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { PolicyFiles } from "../../ports/policy.ts";
import type { Toolchain } from "../../ports/toolchain.ts";
import { sameBytes } from "../same-bytes.ts";

const lockPath = "policy.lock.json";

/**
 * Compiles changed rules anew and finds every built file that is not, byte for byte, what the sources give: a lock only
 * says that files fit each other, and whoever writes them all writes one that fits. Without a toolchain nobody knows,
 * which is said as a problem too.
 */
export async function rebuild(
  toolchain: Toolchain,
  before: PolicyFiles,
  next: PolicyFiles,
  options: CallOptions,
): Promise<readonly Problem[]> {
  if (isCompiledAlike(before, next)) return [];
  const built = await toolchain.build(next, options);
  if (!built.ok) return built.problems;
  return [...built.value]
    .filter(([path, bytes]) => path !== lockPath && !sameBytes(bytes, next.get(path)))
    .map(([path]) => problem("POLICY_NOT_REBUILT", { path: `policies/${path}` }, { path: `policies/${path}` }));
}

/** Whether nothing differs that goes into a build, or came out of it. */
export function isCompiledAlike(before: PolicyFiles, next: PolicyFiles): boolean {
  const paths = new Set([...before.keys(), ...next.keys()].filter(isPartOfBuild));
  return [...paths].every((path) => sameBytes(before.get(path), next.get(path)));
}

/** Who and what there is, own data, tests and words to read are no part of what is compiled. */
function isPartOfBuild(path: string): boolean {
  return !/^(?:catalog|own\/data)\/|_test\.rego$|\.md$/.test(path);
}
