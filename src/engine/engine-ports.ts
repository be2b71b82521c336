import type { Kinds } from "../core/config/config.ts";
import type { Event } from "../core/ledger/event.ts";
import type { Clock } from "../ports/clock.ts";
import type { EvidenceSources } from "../ports/evidence.ts";
import type { Forge } from "../ports/forge.ts";
import type { Git } from "../ports/git.ts";
import type { Ledger } from "../ports/ledger.ts";
import type { PolicyFiles } from "../ports/policy.ts";
import type { Notifiers } from "../ports/notifier.ts";
import type { RunState, TargetRunStates } from "../ports/run-state.ts";
import type { Signature } from "../ports/signature.ts";
import type { TargetReaders, Targets } from "../ports/target.ts";
import type { Toolchain } from "../ports/toolchain.ts";
import type { Witnesses } from "../ports/witness.ts";
import type { PolicyShelf } from "./rules/policy-shelf.ts";

/** What judging needs: it reads, and can change nothing. */
export interface JudgePorts {
  readonly git: Git;
  readonly forge: Forge;
  readonly ledger: Ledger;
  readonly signature: Signature;
  readonly policies: PolicyShelf;
  /** Builds anew what a change of the rules says that it built. */
  readonly toolchain: Toolchain;
  /** The rules about the rules that this build brings, by path below `policies/`. */
  readonly invariants: () => Promise<PolicyFiles>;
  readonly kinds: Kinds;
  readonly clock: Clock;
  /** Who is asked what no file says; left out: nobody is, and nothing of it is known. */
  readonly evidence?: EvidenceSources;
  /** The main branch and the ledger's, by name. */
  readonly branches: { readonly main: string; readonly ledger: string };
}

/** What asking the past again needs. */
export type PastPorts = Pick<JudgePorts, "git" | "ledger" | "policies">;

/** What planning needs beside: a look at the targets. */
export interface PlanPorts extends JudgePorts {
  readonly readers: TargetReaders;
  /** Null: the witness is not asked. */
  readonly witnesses: Witnesses | null;
  /** Who runs, for the events. */
  readonly by: Event["by"];
}

/** What applying needs beside: the power to change targets. */
export interface ApplyPorts extends PlanPorts {
  readonly targets: Targets;
  readonly notifiers: Notifiers;
  /** Where a resident engine of the same duty says that it lives; left out: nobody asks. */
  readonly runState?: RunState;
  /** The same of one that serves all targets, where this serves one alone. */
  readonly above?: RunState;
  /** Where one serves all: where those say that they live that serve one target alone. */
  readonly below?: TargetRunStates;
}
