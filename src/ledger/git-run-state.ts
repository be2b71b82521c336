import { brevetError } from "../core/problem/brevet-error.ts";
import { heartbeatMessage, readHeartbeat } from "../core/ledger/heartbeat.ts";
import { fromTimestamp } from "../core/time/timestamp.ts";
import type { CallOptions } from "../ports/call-options.ts";
import type { RunState, Standing } from "../ports/run-state.ts";
import { checkEngineSignature } from "./engine-signature.ts";
import type { LedgerParts } from "./ledger-parts.ts";
import { readRawCommit } from "./raw-commit.ts";
import { signCommit } from "./sign-commit.ts";
import { trustedKeys } from "./trusted-keys.ts";

/** Signs of life as one parentless commit under a ref of the engines' own, signed like the ledger's. */
export function gitRunState(parts: Omit<LedgerParts, "branch">, ref: string): RunState {
  const { git, key } = parts;
  return {
    async read(options) {
      const id = await git.shared(ref, options);
      return { id, heartbeat: id === null ? null : await said(parts, id, options) };
    },
    async write(old, heartbeat, options) {
      if (key === null) throw brevetError("LEDGER_KEY_MISSING", {});
      const author = {
        name: "Brevet",
        email: `${heartbeat.engine}@run.brevet.invalid`,
        at: fromTimestamp(heartbeat.at),
      };
      const draft = { files: new Map(), message: heartbeatMessage(heartbeat), author };
      const [made] = await git.importCommits(null, [draft], options);
      if (made === undefined) throw new TypeError("one draft makes one commit");
      const next = await signCommit(parts, key, made, options);
      const shared = await git.share(ref, old, next, options);
      return shared === "moved" ? { outcome: "moved" } : { outcome: "written", id: next };
    },
    async clear(old, options) {
      await git.share(ref, old, null, options);
    },
  };
}

async function said(
  parts: Omit<LedgerParts, "branch">,
  id: string,
  options: CallOptions,
): Promise<Standing["heartbeat"]> {
  const { ok } = await checkEngineSignature(parts, id, await trustedKeys(parts, options), options);
  return ok ? readHeartbeat(readRawCommit(await parts.git.rawCommit(id, options)).message) : null;
}
