import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { pin, readTrust, trustFile } from "../../../src/ledger/trust.ts";
import type { Trust } from "../../../src/ports/ledger.ts";

const trust: Trust = { genesis: `sha256-${"g".repeat(43)}`, keys: [`SHA256:${"k".repeat(43)}`] };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "brevet-trust-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

describe("the pins of a clone", () => {
  it("are none at first, and what was pinned from then on", async () => {
    const file = trustFile(undefined, folder);
    expect(file).toEqual({ path: join(folder, "brevet", "trust.json"), deployed: false });
    expect(await readTrust(file)).toBeNull();
    await pin(file, trust);
    expect(await readTrust(file)).toEqual(trust);
    expect((await stat(file.path)).mode & 0o077).toBe(0);
  });

  it("can be pinned anew by hand", async () => {
    const file = trustFile("", folder);
    await pin(file, trust);
    await pin(file, { ...trust, keys: [] });
    expect(await readTrust(file)).toEqual({ ...trust, keys: [] });
  });
});

describe("the pins of a deployment", () => {
  it("are read, and never written", async () => {
    const path = join(folder, "pins.json");
    const file = trustFile(path, folder);
    await writeFile(path, JSON.stringify({ v: 1, ...trust }));
    expect(await readTrust(file)).toEqual(trust);
    await expect(pin(file, trust)).rejects.toMatchObject({ code: "TRUST_DEPLOYED" });
    expect(JSON.parse(await readFile(path, "utf8"))).toEqual({ v: 1, ...trust });
  });

  it("must be there", async () => {
    const file = trustFile(join(folder, "nowhere.json"), folder);
    await expect(readTrust(file)).rejects.toMatchObject({ code: "TRUST_UNREADABLE" });
  });
});

describe("a file that is not one of pins", () => {
  it.each([
    { name: "no JSON", text: "genesis" },
    { name: "nothing", text: "" },
    { name: "no object", text: "null" },
    { name: "another version", text: JSON.stringify({ v: 2, ...trust }) },
    { name: "no genesis", text: JSON.stringify({ v: 1, keys: trust.keys }) },
    { name: "a genesis that is no digest", text: JSON.stringify({ v: 1, ...trust, genesis: "sha256-g" }) },
    { name: "no keys", text: JSON.stringify({ v: 1, genesis: trust.genesis }) },
    { name: "a key that is no fingerprint", text: JSON.stringify({ v: 1, ...trust, keys: ["ssh-ed25519 AAAA"] }) },
    { name: "something more", text: JSON.stringify({ v: 1, ...trust, branch: "ledger/1" }) },
  ])("is refused: $name", async ({ text }) => {
    const path = join(folder, "pins.json");
    await writeFile(path, text);
    await expect(readTrust({ path, deployed: false })).rejects.toMatchObject({ code: "TRUST_UNREADABLE" });
  });
});
