import { spawn } from "node:child_process";
import { chmod, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeWith, git, sshKeygen } from "../needs.ts";

describeWith([git, sshKeygen], "brevet demo", () => {
  let temporary: string;
  let code: number;
  let told = "";

  beforeAll(async () => {
    temporary = await mkdtemp(join(tmpdir(), "brevet-demo-test-"));
    await chmod(temporary, 0o755); // PostgreSQL runs as nobody where this runs as root
    const main = join(import.meta.dirname, "../../src/demo/main.ts");
    const child = spawn(process.execPath, ["--conditions=development", main, "--fast"], {
      env: { ...process.env, TMPDIR: temporary },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (told += chunk.toString()));
    code = await new Promise((resolve) => child.on("close", (ended) => resolve(ended ?? 1)));
  }, 300_000);
  afterAll(async () => {
    await rm(temporary, { recursive: true });
  });

  it("tells its whole story", () => {
    expect({ code, told: code === 0 ? "" : told }).toEqual({ code: 0, told: "" });
  });

  it.each([
    {
      name: "access is refused before, given during, and refused after",
      lines: ["403 NO_CERTIFICATE", "200 alice is in /reports", "403 CERT_HAS_EXPIRED"],
    },
    {
      name: "a connection that was kept is still in after the end, and is cut by the next apply",
      lines: ["CERT_HAS_EXPIRED", "alice is still in", "curl: ("],
    },
    {
      name: "a database refuses at the end though the engine was killed, and the next engine cuts what was left open",
      lines: [
        "Grace",
        "permission denied",
        "kill -9",
        "password authentication failed",
        "ended: alice payments/orders:reader",
      ],
    },
    {
      name: "an own approval is refused, and an objection lifted",
      lines: ["SEAT_EXCLUDED", "carol objects", "200 alice is in /customers"],
    },
    {
      name: "an altered ledger is found, and the true one is told",
      lines: [
        "The history is whole",
        "The history is broken at event",
        "activated: alice may use payments/reports:reader",
      ],
    },
    {
      name: "a direct push and a planted key grant nothing",
      lines: ["DIRECT_PUSH", "RULES_UNSIGNED", "SIGNER_UNKNOWN"],
    },
  ])("$name", ({ lines }) => {
    const places: number[] = [];
    for (const line of lines) places.push(told.indexOf(line, (places.at(-1) ?? -1) + 1));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it("leaves nothing behind", async () => {
    expect(await readdir(temporary)).toEqual([]);
  });
});
