import { access } from "node:fs/promises";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { simpleGit } from "simple-git";
import { BrevetError, brevetError } from "../core/problem/brevet-error.ts";
import type { WitnessConfig } from "../core/config/config.ts";
import { openGit } from "../git/open-git.ts";
import { execWitness } from "../ledger/witness/exec-witness.ts";
import { fileWitness } from "../ledger/witness/file-witness.ts";
import { gitWitness } from "../ledger/witness/git-witness.ts";
import type { CallOptions } from "../ports/call-options.ts";
import type { Git } from "../ports/git.ts";
import type { HistoryName, Witness, Witnesses } from "../ports/witness.ts";
import type { Clone } from "./clone.ts";
import { makeFolders } from "./make-folders.ts";
import type { Environment } from "./place.ts";

/** Opens the witness of a ledger. What a second remote told is kept beside the clone, so that it is noticed when it forgets. */
export function openWitnesses({
  place,
  worktree,
  clock,
  trust,
}: Pick<Clone, "place" | "worktree" | "clock" | "trust">): Witnesses {
  return {
    pinned: trust?.witness ?? null,
    async open(config: WitnessConfig, history: HistoryName, options: CallOptions): Promise<Witness> {
      switch (config.kind) {
        case "file":
          return fileWitness(config.path, history);
        case "exec":
          return execWitness({ ...config, env: named(config.env, place.env) }, history);
        case "git":
          return gitWitness(await ownGit(worktree.gitDirectory, config.remote, options), history, clock);
      }
    },
  };
}

/** A bare repository for marks alone, whose one remote is the witness. */
async function ownGit(gitDirectory: string, remote: string, options: CallOptions): Promise<Git> {
  const name = createHash("sha256").update(remote).digest("hex").slice(0, 16);
  const folder = join(gitDirectory, "brevet", "witness", `${name}.git`);
  try {
    if (!(await isThere(join(folder, "HEAD")))) {
      await makeFolders(folder, 0o700);
      const git = simpleGit({ baseDir: folder, abort: options.signal });
      await git.raw(["init", "--quiet", "--bare"]);
    }
    await simpleGit({ baseDir: folder, abort: options.signal }).raw(["config", "remote.witness.url", remote]);
    return await openGit({ folder, remote: "witness", signal: options.signal });
  } catch (cause) {
    if (cause instanceof BrevetError) throw cause;
    const what = `nothing can be kept of it in ${folder}`;
    throw brevetError("WITNESS_UNREACHABLE", { what }, { cause });
  }
}

function named(names: readonly string[], env: Environment): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
