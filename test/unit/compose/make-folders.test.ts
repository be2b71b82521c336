import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { makeFolders } from "../../../src/compose/make-folders.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "brevet-folders-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

it("makes a folder with those above it, for who is told, once or again", async () => {
  const path = join(folder, "a", "b", "c");
  await makeFolders(path, 0o700);
  await makeFolders(path, 0o700);
  for (const made of [path, join(folder, "a")]) expect(statSync(made).mode & 0o777).toBe(0o700);
});

it("says that none can be made, instead of trying for ever", async () => {
  await expect(makeFolders("/proc/none/of/these")).rejects.toMatchObject({ syscall: "mkdir" });
});
