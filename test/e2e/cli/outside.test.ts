import { spawn } from "node:child_process";
import { once } from "node:events";
import { renameSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { canary } from "../../canary.ts";
import { describeWith, git, sshKeygen } from "../../needs.ts";
import { copyOf } from "../access.ts";
import { sandbox, type Sandbox } from "../sandbox.ts";
import { shaped } from "../../fakes/shape.ts";

const door = ["request", "playground/door:enter", "--for", "1h", "--reason", "Try the door once"];
let box: Sandbox;

describeWith([git, sshKeygen], "where the outside fails", () => {
  beforeAll(async () => {
    box = sandbox();
    await box.git(["init", "--quiet", "--bare", "origin.git"]);
    await box.git(["clone", "--quiet", "origin.git", "access"]);
    await box.brevet(["init", "access"]);
  });

  afterAll(() => {
    box.remove();
  });

  it("people's commands end with 3 while the remote is away, and change nothing", async () => {
    const root = copyOf(box, "away");
    const kept = ["for-each-ref", "refs/heads", "refs/remotes", "refs/brevet/ledger"]; // not what it proved for itself
    const before = await box.git(kept, root);
    renameSync(join(box.folder, "origin.git"), join(box.folder, "gone.git"));
    try {
      for (const command of [["status"], ["check"], door]) {
        const ran = await box.brevet(command, root);
        expect({ command, code: ran.code, out: ran.out }).toEqual({ command, code: 3, out: "" });
        expect(ran.err).toContain("GIT_REMOTE_FAILED");
      }
      expect((await box.brevet(["audit", "verify"], root)).code).toBe(0);
      const apply = await box.brevet(["apply", "--json"], root);
      expect(apply.code).toBe(3);
      expect(shaped("apply", apply.out)).toMatchObject({ faults: "", value: { ok: false } });
      expect(await box.git(kept, root)).toBe(before);
    } finally {
      renameSync(join(box.folder, "gone.git"), join(box.folder, "origin.git"));
    }
  });

  it("S41 a secret that cannot be used appears in no output", async () => {
    const root = copyOf(box, "spoilt");
    const { writeFileSync } = await import("node:fs");
    for (const path of ["engine/key", "door/ca.pem"]) {
      writeFileSync(join(box.folder, root, ".git/brevet", path), `-----BEGIN X-----\n${canary}\n`, { mode: 0o600 });
    }
    const id = (await box.brevet([...door, "--json"], root)).out;
    const { branch } = JSON.parse(id) as { branch: string };
    await box.git(["merge", "--quiet", "--no-ff", "--no-edit", branch], root);
    await box.git(["push", "--quiet", "origin", "main"], root);
    for (const command of [["apply"], ["apply", "--json"], ["plan"], ["status"]]) {
      const ran = await box.brevet(command, root, { BREVET_DEBUG: "1" });
      expect((ran.out + ran.err).includes(canary)).toBe(false);
    }
  });

  it("an interrupt ends a command that waits, and says that it may be run again", async () => {
    const root = copyOf(box, "waits");
    const child = spawn("brevet", [...door, "--wait"], { cwd: join(box.folder, root), env: box.env });
    let err = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      err += text;
      if (text.includes("waiting for its merge")) child.kill("SIGINT");
    });
    const [code] = (await once(child, "close")) as [number | null];
    expect(code).toBe(130);
    expect(err).toContain("Interrupted. It is safe to run this again.");
  });
});
