import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readSecret, type SecretPlaces } from "../../../src/compose/secrets.ts";
import type { SecretRef } from "../../../src/core/config/config.ts";
import { canary } from "../../canary.ts";

const targets = ["prod", "prod-db", "door"];
let places: SecretPlaces;
let outside: string;

beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), "brevet-secrets-"));
  outside = mkdtempSync(join(tmpdir(), "brevet-outside-"));
  for (const owner of ["engine", "door", "prod"]) mkdirSync(join(folder, owner));
  writeFileSync(join(folder, "engine/key"), canary, { mode: 0o600 });
  writeFileSync(join(folder, "door/ca.pem"), canary, { mode: 0o600 });
  writeFileSync(join(folder, "door/open"), canary, { mode: 0o600 });
  chmodSync(join(folder, "door/open"), 0o640);
  writeFileSync(join(folder, "door/large"), "x".repeat(65 * 1024), { mode: 0o600 });
  writeFileSync(join(outside, "secret"), canary, { mode: 0o600 });
  symlinkSync(join(outside, "secret"), join(folder, "door/link"));
  symlinkSync(join(folder, "engine/key"), join(folder, "door/engine"));
  symlinkSync(outside, join(folder, "door/away"));
  symlinkSync("/proc/self/environ", join(folder, "door/environ"));
  places = {
    folder,
    env: { BREVET_PROD_URL: canary, BREVET_PROD_DB_URL: canary, BREVET_ENGINE_KEY: canary, HOME: "/" },
  };
});

afterAll(() => {
  rmSync(places.folder, { recursive: true });
  rmSync(outside, { recursive: true });
});

function read(ref: string, owner: string): Promise<string> {
  return readSecret(ref as SecretRef, owner, targets, places);
}

it.each([
  ["env:BREVET_PROD_URL", "prod"],
  ["env:BREVET_PROD_DB_URL", "prod-db"],
  ["env:BREVET_ENGINE_KEY", "engine"],
  ["file:engine/key", "engine"],
  ["file:door/ca.pem", "door"],
])("reads %s for %s, whom its name says that it serves", async (ref, owner) => {
  expect(await read(ref, owner)).toBe(canary);
});

describe("S82 refuses", () => {
  it.each([
    { name: "another target's variable", ref: "env:BREVET_PROD_DB_URL", owner: "prod" },
    { name: "a variable of the engine's own", ref: "env:BREVET_ENGINE_KEY", owner: "door" },
    { name: "a variable that serves nothing of ours", ref: "env:HOME", owner: "door" },
    { name: "another target's file", ref: "file:door/ca.pem", owner: "prod" },
    { name: "the engine's file", ref: "file:engine/key", owner: "door" },
    { name: "the process's environment as a file", ref: "file:/proc/self/environ", owner: "door" },
    { name: "the process's environment behind a link", ref: "file:door/environ", owner: "door" },
    { name: "a path out of the folder", ref: "file:door/../engine/key", owner: "door" },
    { name: "an encoded path", ref: "file:door/%2e%2e/engine/key", owner: "door" },
    { name: "a link out of the folder", ref: "file:door/link", owner: "door" },
    { name: "a link to the engine's key", ref: "file:door/engine", owner: "door" },
    { name: "a folder that is a link", ref: "file:door/away/secret", owner: "door" },
    { name: "a file that others can read", ref: "file:door/open", owner: "door" },
    { name: "a folder", ref: "file:door/away", owner: "door" },
    { name: "a file too large to be a secret", ref: "file:door/large", owner: "door" },
  ])("$name, and tells nothing of it", async ({ ref, owner }) => {
    const error = await read(ref, owner).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ code: "SECRET_REFUSED" });
    expect(String(error)).not.toContain(canary);
  });
});

it.each(["env:BREVET_DOOR_NONE", "file:door/none"])("says that %s is missing", async (ref) => {
  await expect(read(ref, "door")).rejects.toMatchObject({ code: "SECRET_MISSING" });
});

it("gives nobody a name that two targets could claim", async () => {
  const both = readSecret("env:BREVET_A_B_URL", "a-b", ["a-b", "a_b"], places);
  await expect(both).rejects.toMatchObject({ code: "SECRET_REFUSED" });
});
