import type { Kinds } from "../../core/config/config.ts";
import type { Event } from "../../core/ledger/event.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Git } from "../../ports/git.ts";
import type { Installation } from "../../ports/installation.ts";
import type { Ledger, Trust } from "../../ports/ledger.ts";
import type { Signature, SigningKey } from "../../ports/signature.ts";
import type { Worktree } from "../../ports/worktree.ts";
import type { ActionPin } from "./workflows/workflow.ts";
import type { StarterGitHub } from "./starter-files.ts";

/** What beginning needs. */
export interface InitPorts {
  readonly git: Git;
  readonly worktree: Worktree;
  readonly signature: Signature;
  readonly installation: Installation;
  readonly kinds: Kinds;
  readonly clock: Clock;
  /** The ledger on that branch, written with the engine's key. */
  readonly openLedger: (branch: string, trust: Trust, key: SigningKey) => Ledger;
}

/** What to begin with. */
export interface InitWith {
  /** Files of the policy pack, by path below `policies/`; a catalog among them is left out. */
  readonly pack: ReadonlyMap<string, Uint8Array>;
  readonly timezone: string;
  readonly remote: string | null;
  /** The repository on GitHub, and the beginner's account there; null on the plain forge. */
  readonly github: StarterGitHub | null;
  /** What its workflows run, and where those with power are; null: with the built-in token, in the repository itself. */
  readonly workflows: { readonly action: ActionPin; readonly engine: string | null };
  readonly by: Event["by"];
}
