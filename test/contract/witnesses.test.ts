import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openWitnesses } from "../../src/compose/witnesses.ts";
import { instant } from "../../src/core/time/instant.ts";
import type { WitnessConfig } from "../../src/core/config/config.ts";
import { FakeWitness } from "../fakes/witness.ts";
import { describeWitness, history, type WitnessWorld } from "./witness.ts";

const signal = new AbortController().signal;
const clock = { now: () => instant(Date.UTC(2026, 10, 23, 10)) };

/** A witness of that kind in a folder of its own; every engine has its own clone. */
function worldOf(make: (folder: string) => { readonly config: WitnessConfig; readonly place: string }): WitnessWorld {
  const folder = mkdtempSync(join(tmpdir(), "brevet-witness-"));
  const { config, place } = make(folder);
  let engines = 0;
  return {
    open(name) {
      const gitDirectory = join(folder, `engine-${(engines += 1)}`);
      mkdirSync(gitDirectory);
      const worktree = { gitDirectory } as Parameters<typeof openWitnesses>[0]["worktree"];
      const env = { ...process.env, BREVET_WITNESS_STORE: place };
      return openWitnesses({ place: { cwd: folder, repo: null, env }, worktree, clock, trust: null }).open(
        config,
        name,
        { signal },
      );
    },
    takeAway: () => rename(place, `${place}.away`),
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

describeWitness("the witness of kind git", () =>
  Promise.resolve(
    worldOf((folder) => {
      const remote = join(folder, "witness.git");
      execFileSync("git", ["init", "--quiet", "--bare", remote]);
      return { config: { kind: "git", required: true, remote }, place: remote };
    }),
  ),
);

describeWitness("the witness of kind file", () =>
  Promise.resolve(
    worldOf((folder) => {
      const path = join(folder, "worm");
      mkdirSync(path);
      writeFileSync(join(path, "repository"), `${history.repository}\n`);
      return { config: { kind: "file", required: true, path }, place: path };
    }),
  ),
);

describeWitness("the witness of kind exec", () =>
  Promise.resolve(
    worldOf((folder) => {
      const place = join(folder, "store");
      mkdirSync(place);
      const path = join(folder, "witness");
      const program = readFileSync(join(import.meta.dirname, "../fixtures/witness-program.cjs"), "utf8");
      writeFileSync(path, `#!${process.execPath}\n${program}`);
      chmodSync(path, 0o755);
      const sha256 = createHash("sha256").update(readFileSync(path)).digest("hex");
      return { config: { kind: "exec", required: true, path, sha256, env: ["BREVET_WITNESS_STORE"] }, place };
    }),
  ),
);

describeWitness("the fake witness", () => {
  const fake = new FakeWitness();
  return Promise.resolve({
    open: (name) => Promise.resolve(fake.open(name)),
    takeAway: () => Promise.resolve(void (fake.unreachable = true)),
    close: () => Promise.resolve(),
  });
});
