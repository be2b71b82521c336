import { succeed, type Result } from "../../core/problem/result.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { Installation } from "../../ports/installation.ts";
import type { Signature } from "../../ports/signature.ts";
import type { Worktree } from "../../ports/worktree.ts";
import { signingSetting, toSigningKey } from "../person/who-signs.ts";

interface Ports {
  readonly worktree: Worktree;
  readonly signature: Signature;
  readonly installation: Installation;
}

/** The key that a person signs with: git's `user.signingkey`, where that is an SSH key, else one found or made, and set for this clone. */
export async function signingKey(
  { worktree, signature, installation }: Ports,
  comment: string,
  options: CallOptions,
): Promise<Result<{ readonly publicKey: string; readonly fingerprint: string; readonly made: boolean }>> {
  const set = await signingSetting(worktree, options);
  if (set !== null) {
    const identity = await signature.identify(toSigningKey(set), options);
    return identity.ok ? succeed({ ...identity.value, made: false }) : identity;
  }
  const kept = await installation.personKey(comment);
  // A `user.signingkey` that is an OpenPGP id stays what it is: commits are signed with it.
  const name = (await worktree.setting("user.signingkey", options)) === null ? "user.signingkey" : "brevet.signingkey";
  if (kept.key.kind === "file") await worktree.configure(name, kept.key.path, options);
  return succeed(kept);
}
