import type { Config } from "../core/config/config.ts";
import { secretOwners } from "../core/config/secret-owners.ts";
import type { JudgePorts } from "../engine/engine-ports.ts";
import { openShelf } from "../engine/rules/policy-shelf.ts";
import { gitLedger } from "../ledger/git-ledger.ts";
import { createPolicyHost } from "../policy/open-policy.ts";
import type { CallOptions } from "../ports/call-options.ts";
import type { Ledger, Trust } from "../ports/ledger.ts";
import type { SigningKey } from "../ports/signature.ts";
import { kinds } from "../targets/registry.ts";
import type { Clone } from "./clone.ts";
import { openEvidence } from "./evidence.ts";
import { pinOnFirstUse } from "./first-use.ts";
import { openForge } from "./forge.ts";
import { readInvariants } from "./pack.ts";
import { openToolchain } from "./toolchain.ts";

/** Ports that read, and what closes them. */
export interface Opened<Ports> extends AsyncDisposable {
  readonly ports: Ports;
}

/** What judges, on a person's clone: it holds no key of an engine and opens no target. */
export async function openJudge(clone: Clone, options: CallOptions): Promise<Opened<JudgePorts>> {
  return judge(clone, ledgerOf(clone, await pinOnFirstUse(clone, options), null), clone.shown);
}

/** The ledger of a clone. key: an engine's own; null appends nothing. */
export function ledgerOf({ git, signature, names }: Clone, trust: Trust | null, key: SigningKey | null): Ledger {
  return gitLedger({ git, signature, branch: names.ledger, trust, key });
}

/** Ports that judge by that ledger, where changes are reviewed on the forge of that configuration. */
export async function judge(clone: Clone, ledger: Ledger, config: Config | null): Promise<Opened<JudgePorts>> {
  const { git, signature, clock, names } = clone;
  const policies = openShelf(createPolicyHost());
  const branches = { main: names.main, ledger: names.ledger };
  const forge = await openForge(clone, config);
  return {
    ports: {
      git,
      forge,
      ledger,
      signature,
      policies,
      toolchain: openToolchain(),
      invariants: readInvariants,
      kinds,
      clock,
      evidence: openEvidence(clone, config === null ? [] : secretOwners(config)),
      branches,
    },
    [Symbol.asyncDispose]: () => policies.close(),
  };
}
