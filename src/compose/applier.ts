import type { Config } from "../core/config/config.ts";
import { readConfig } from "../core/config/read-config.ts";
import { secretOwners } from "../core/config/secret-owners.ts";
import { BrevetError, brevetError } from "../core/problem/brevet-error.ts";
import type { Problem } from "../core/problem/problem.ts";
import { fail, succeed, type Result } from "../core/problem/result.ts";
import type { ApplyPorts } from "../engine/engine-ports.ts";
import type { WatchPorts } from "../engine/watch/watch-ports.ts";
import type { CallOptions } from "../ports/call-options.ts";
import type { RunStates } from "../ports/run-state.ts";
import type { Trust } from "../ports/ledger.ts";
import type { SigningKey } from "../ports/signature.ts";
import { clearDeadRooms } from "../git/dead-rooms.ts";
import { kinds } from "../targets/registry.ts";
import type { Clone } from "./clone.ts";
import type { EngineRun } from "./engine-run.ts";
import { secretsFolder } from "./folders.ts";
import { judge, ledgerOf, type Opened } from "./judge.ts";
import { openNotifiers } from "./notifiers.ts";
import { readSecret } from "./secrets.ts";
import { runStates, targetRunStates } from "./run-states.ts";
import { targetReaders, targets } from "./target-openers.ts";
import { openWitnesses } from "./witnesses.ts";

/**
 * What applies: the engine's key and the power over targets, as the rules in force name them. An engine believes
 * only what its deployment pinned: nothing is pinned on first use.
 */
export async function openApplier(clone: Clone, by: EngineRun, options: CallOptions): Promise<OpenedApplier> {
  const { trust } = clone;
  await clearDeadRooms();
  if (trust === null) throw brevetError("TRUST_MISSING", {});
  const config = (await configInForce(clone, trust, options)) ?? clone.shown;
  const owners = config === null ? [] : secretOwners(config);
  const key = config === null ? succeed(null) : await engineKey(clone, config, owners);
  const opened = await judge(clone, ledgerOf(clone, trust, key.ok ? key.value : null), config);
  const ports = {
    ...opened.ports,
    readers: targetReaders(clone, owners),
    targets: targets(clone, owners),
    witnesses: openWitnesses(clone),
    notifiers: openNotifiers(clone, owners),
    by,
  };
  const runState = runStates(clone, trust, key.ok ? key.value : null);
  const standing: OpenedApplier["standing"] = (posting) => ({
    runState: runState(posting),
    ...(posting.target === null
      ? { below: targetRunStates(runState, clone) }
      : { above: runState({ ...posting, target: null }) }),
  });
  return { ...opened, ports, standing, warnings: key.ok ? [] : key.problems };
}

/** An engine's ports, and why it has no key, where it should have one. */
export interface OpenedApplier extends Opened<ApplyPorts> {
  /** Where resident engines of that posting say that they live. */
  readonly standing: (posting: Parameters<RunStates>[0]) => Pick<WatchPorts, "runState" | "above" | "below">;
  readonly warnings: readonly Problem[];
}

/** The configuration of the rules that the verified ledger names; null where no ledger verifies. */
async function configInForce(clone: Clone, trust: Trust, options: CallOptions): Promise<Config | null> {
  const { view } = await ledgerOf(clone, trust, null).open(options);
  if (view === null) return null;
  const file = (await clone.git.read(view.state.rules.commit, ["brevet.yaml"], options)).get("brevet.yaml");
  const config = file === undefined ? null : readConfig(file.bytes, kinds);
  return config?.ok === true ? config.value : null;
}

/** The engine's key. Without one it goes on, and only ends: a broken secret delays no end. */
async function engineKey(clone: Clone, config: Config, owners: readonly string[]): Promise<Result<SigningKey | null>> {
  const { sign } = config.ledger;
  if (sign === null) return succeed(null);
  const { env } = clone.place;
  const folder = secretsFolder(env, clone.worktree.gitDirectory);
  try {
    return succeed({ kind: "text", text: await readSecret(sign, "engine", owners, { folder, env }) });
  } catch (error) {
    if (!(error instanceof BrevetError)) throw error;
    return fail([{ code: error.code, severity: "warning", message: error.message, next: error.next }]);
  }
}
