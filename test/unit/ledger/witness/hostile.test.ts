import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openWitnesses } from "../../../../src/compose/witnesses.ts";
import type { WitnessConfig } from "../../../../src/core/config/config.ts";
import { digestBytes } from "../../../../src/core/json/digest.ts";
import { instant } from "../../../../src/core/time/instant.ts";
import type { Mark, Witness } from "../../../../src/ports/witness.ts";

const signal = new AbortController().signal;
const options = { signal };
const repository = "0b6f9e0e-2f0a-4e0c-9d53-1f4f8f3f7c11";
const clock = { now: () => instant(Date.UTC(2026, 10, 23, 10)) };
const mark = (seq: number, of = "event"): Mark => ({ seq, digest: digestBytes(`${of} ${seq}`) });

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "brevet-witness-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function open(config: WitnessConfig, env: Record<string, string> = {}): Promise<Witness> {
  const worktree = { gitDirectory: join(folder, "git") } as Parameters<typeof openWitnesses>[0]["worktree"];
  const witnesses = openWitnesses({ place: { cwd: folder, repo: null, env }, worktree, clock, trust: null });
  return witnesses.open(config, { repository, branch: "ledger/1" }, options);
}

/** A program in shell, and its configuration. */
function program(script: string, env: readonly string[] = []): Extract<WitnessConfig, { kind: "exec" }> {
  const path = join(folder, "program");
  const text = `#!/bin/sh\n${script}\n`;
  writeFileSync(path, text, { mode: 0o755 });
  return { kind: "exec", required: true, path, sha256: createHash("sha256").update(text).digest("hex"), env };
}

describe("a witness's program", () => {
  it.each([
    { name: "prints rubbish and exits with 0", script: "echo all is well", code: "WITNESS_ANSWER" },
    { name: "answers nothing", script: "exit 0", code: "WITNESS_ANSWER" },
    { name: "answers a mark that is none", script: `echo '{"mark":{"seq":0,"digest":"x"}}'`, code: "WITNESS_ANSWER" },
    { name: "answers more than was asked", script: `echo '{"mark":null,"also":1}'`, code: "WITNESS_ANSWER" },
    { name: "leaves its mark out", script: `echo '{"clock":null}'`, code: "WITNESS_ANSWER" },
    { name: "tells a time that is none", script: `echo '{"mark":null,"clock":"noon"}'`, code: "WITNESS_ANSWER" },
    { name: "ends with an error", script: `echo '{"mark":null}'; exit 1`, code: "WITNESS_UNREACHABLE" },
    { name: "floods its output", script: "exec cat /dev/zero", code: "WITNESS_UNREACHABLE" },
  ])("S38 that $name is no witness without a mark", async ({ script, code }) => {
    const witness = await open(program(script));
    await expect(witness.look(options)).rejects.toMatchObject({ code });
  });

  it("S38 that hangs is killed with all that it started", async () => {
    const trace = join(folder, "trace");
    const witness = await open(program(`(sleep 1; touch ${trace}) & sleep 60`));
    const asked = witness.look({ signal: AbortSignal.timeout(300) });
    await expect(asked).rejects.toMatchObject({ code: "WITNESS_UNREACHABLE" });
    await pause(1200);
    expect(existsSync(trace)).toBe(false);
  });

  it("S38 that prints a secret has it repeated nowhere", async () => {
    const witness = await open(
      program('echo "$BREVET_WITNESS_TOKEN"; echo "$BREVET_WITNESS_TOKEN" >&2', ["BREVET_WITNESS_TOKEN"]),
      {
        BREVET_WITNESS_TOKEN: "hunter2",
      },
    );
    const failed: unknown = await witness.look(options).catch((error: unknown) => error);
    expect(failed).toMatchObject({ code: "WITNESS_ANSWER" });
    expect(inspect(failed)).not.toContain("hunter2");
  });

  it("S82 has the variables that are named, and no other", async () => {
    const script = `env | grep -q ENGINE && exit 1; test "$BREVET_WITNESS_URL" = here && echo '{"mark":null}'`;
    const env = { BREVET_WITNESS_URL: "here", BREVET_ENGINE_KEY: "a key", HOME: folder };
    const witness = await open(program(script, ["BREVET_WITNESS_URL"]), env);
    expect(await witness.look(options)).toEqual({ mark: null, clock: null });
  });

  it("S82 is run only while it is the one that was named", async () => {
    const config = program(`echo '{"mark":null}'`);
    const witness = await open(config);
    expect((await witness.look(options)).mark).toBeNull();
    writeFileSync(config.path, `#!/bin/sh\ntouch ${join(folder, "ran")}\n`, { mode: 0o755 });
    await expect(witness.look(options)).rejects.toMatchObject({ code: "WITNESS_UNREACHABLE" });
    expect(existsSync(join(folder, "ran"))).toBe(false);
  });
});

describe("S49 a second remote", () => {
  const git = (...args: string[]): string => execFileSync("git", args, { cwd: folder, encoding: "utf8" }).trim();
  let remote: string;
  let head: string;
  beforeEach(() => {
    remote = join(folder, "witness.git");
    git("init", "--quiet", "--bare", remote);
    head = `refs/heads/witness/${repository}/ledger-1`;
  });

  it.each([
    { name: "whose branch was rewound", attack: (tip: string) => git("-C", remote, "update-ref", head, `${tip}~1`) },
    { name: "whose branch was taken away", attack: () => git("-C", remote, "update-ref", "-d", head) },
  ])("$name is told by an engine that saw more", async ({ attack }) => {
    const witness = await open({ kind: "git", required: true, remote });
    await witness.leave(mark(2), options);
    await witness.leave(mark(5), options);
    attack(git("-C", remote, "rev-parse", head));
    await expect(witness.look(options)).rejects.toMatchObject({
      code: expect.stringMatching(/^WITNESS_(?:REWOUND|UNREACHABLE)$/) as string,
    });
    await expect(witness.leave(mark(6), options)).rejects.toMatchObject({ name: "BrevetError" });
    await witness.close();
  });

  it("where somebody wrote what is no mark is not believed", async () => {
    const tree = git("-C", remote, "hash-object", "-t", "tree", "-w", "/dev/null");
    const commit = git("-C", remote, "-c", "user.name=m", "-c", "user.email=m@x", "commit-tree", tree, "-m", "x");
    git("-C", remote, "update-ref", head, commit);
    const witness = await open({ kind: "git", required: true, remote });
    await expect(witness.look(options)).rejects.toMatchObject({ code: "WITNESS_ANSWER" });
    await witness.close();
  });
});

describe("a folder of marks", () => {
  let path: string;
  beforeEach(() => {
    path = join(folder, "worm");
    mkdirSync(path);
  });
  const opened = (): Promise<Witness> => open({ kind: "file", required: true, path });

  it("S49 that names no repository is no empty one: it may be unmounted", async () => {
    await expect((await opened()).look(options)).rejects.toMatchObject({ code: "WITNESS_UNREACHABLE" });
    await expect((await opened()).leave(mark(1), options)).rejects.toMatchObject({ code: "WITNESS_UNREACHABLE" });
    expect(readdirSync(path)).toEqual([]);
  });

  it("S56 of another repository is not taken", async () => {
    writeFileSync(join(path, "repository"), "another");
    await expect((await opened()).look(options)).rejects.toMatchObject({ code: "WITNESS_UNREACHABLE" });
  });

  it.each([
    { name: "with two marks for one event", file: `000000007-${mark(7, "another").digest}` },
    { name: "with something else among the marks", file: "zzz" },
  ])("S49 $name is not believed", async ({ file }) => {
    writeFileSync(join(path, "repository"), `${repository}\n`);
    const witness = await opened();
    await witness.leave(mark(7), options);
    writeFileSync(join(path, "ledger-1/events/000/00/00", file), "");
    await expect(witness.look(options)).rejects.toMatchObject({ code: "WITNESS_ANSWER" });
  });
});

it("a folder in which none can be made is said at once, not tried for ever", async () => {
  const path = join(folder, "marks");
  mkdirSync(path);
  writeFileSync(join(path, "repository"), repository);
  writeFileSync(join(path, "ledger-1"), "in the way");
  const witness = await open({ kind: "file", required: true, path });
  await expect(witness.leave(mark(1), options)).rejects.toMatchObject({ code: "WITNESS_UNREACHABLE" });
});
