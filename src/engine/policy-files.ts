import type { CallOptions } from "../ports/call-options.ts";
import type { PolicyFiles } from "../ports/policy.ts";
import type { Worktree } from "../ports/worktree.ts";

/** Everything below `policies/` in the work tree, by path from there. */
export async function policyFiles(worktree: Worktree, options: CallOptions): Promise<PolicyFiles> {
  const files = new Map<string, Uint8Array>();
  for (const path of await worktree.list(["policies"], options)) {
    const bytes = await worktree.read(path, options);
    if (bytes !== null) files.set(path.slice("policies/".length), bytes);
  }
  return files;
}
