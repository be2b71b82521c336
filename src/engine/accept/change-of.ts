import type { CallOptions } from "../../ports/call-options.ts";
import type { Proof } from "../../ports/forge.ts";
import type { WalkedCommit } from "../../ports/git.ts";
import type { JudgePorts } from "../engine-ports.ts";

/** The change that brought a commit, where the forge keeps reviews of changes; null where none counts. */
export async function changeOf(
  ports: Pick<JudgePorts, "forge">,
  commit: WalkedCommit,
  options: CallOptions,
): Promise<Proof | null> {
  if (ports.forge.kind === "plain") return null;
  const proof = await ports.forge.prove(commit, options);
  return proof.ok ? proof : null;
}
