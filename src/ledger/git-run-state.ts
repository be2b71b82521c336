import { brevetError } from "../core/problem/brevet-error.ts";
import { heartbeatMessage, readHeartbeat, type Heartbeat } from "../core/ledger/heartbeat.ts";
import { epochSeconds, instant } from "../core/time/instant.ts";
import { fromTimestamp } from "../core/time/timestamp.ts";
import type { CallOptions } from "../ports/call-options.ts";
import type { ObjectId } from "../ports/git.ts";
import type { RunState, Standing } from "../ports/run-state.ts";
import { checkEngineSignature } from "./engine-signature.ts";
import type { LedgerParts } from "./ledger-parts.ts";
import { readRawCommit } from "./raw-commit.ts";
import { signRaw } from "./sign-commit.ts";
import { trustedKeys } from "./trusted-keys.ts";

/**
 * Signs of life as one parentless commit under a ref of the engines' own, signed like the ledger's. There is a new one four
 * times a minute: this clone keeps only the one that stands.
 */
export function gitRunState(parts: Omit<LedgerParts, "branch">, ref: string): RunState {
  const { git, key } = parts;
  const kept = new Set<ObjectId>();
  let tree: ObjectId | null = null;

  /** Only what was seen to be a sign of life is ever dropped, whatever else somebody lets the ref name. */
  async function keepOnly(id: ObjectId | null): Promise<void> {
    const old = [...kept].filter((each) => each !== id);
    await git.forget(old);
    for (const each of old) kept.delete(each);
  }

  /** Made once, because a host may want to be sent it. */
  async function emptyTree(options: CallOptions): Promise<ObjectId> {
    const author = { name: "Brevet", email: "engine@run.brevet.invalid", at: instant(0) };
    const [made = ""] = await git.importCommits(null, [{ files: new Map(), message: "Nothing\n", author }], options);
    return (await git.commit(made, options)).tree;
  }

  return {
    async read(options) {
      const id = await git.shared(ref, options);
      const heartbeat = id === null ? null : await said(parts, id, options);
      if (id !== null && heartbeat !== null) kept.add(id);
      await keepOnly(id);
      return { id, heartbeat };
    },
    async write(old, heartbeat, options) {
      if (key === null) throw brevetError("LEDGER_KEY_MISSING", {});
      tree ??= await emptyTree(options);
      const next = await signRaw(parts, key, toRaw(tree, heartbeat), options);
      kept.add(next);
      if ((await git.share(ref, old, next, options)) === "moved") return { outcome: "moved" };
      await keepOnly(next);
      return { outcome: "written", id: next };
    },
    async clear(old, options) {
      await git.share(ref, old, null, options);
    },
  };
}

/** The commit that says it, unsigned. */
function toRaw(tree: ObjectId, heartbeat: Heartbeat): Uint8Array {
  const by = `Brevet <${heartbeat.engine}@run.brevet.invalid> ${epochSeconds(fromTimestamp(heartbeat.at))} +0000`;
  return Buffer.from(`tree ${tree}\nauthor ${by}\ncommitter ${by}\n\n${heartbeatMessage(heartbeat)}`);
}

async function said(
  parts: Omit<LedgerParts, "branch">,
  id: string,
  options: CallOptions,
): Promise<Standing["heartbeat"]> {
  const { ok } = await checkEngineSignature(parts, id, await trustedKeys(parts, options), options);
  return ok ? readHeartbeat(readRawCommit(await parts.git.rawCommit(id, options)).message) : null;
}
