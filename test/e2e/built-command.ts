import { execFile } from "node:child_process";
import { mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { promisify } from "node:util";

const root = path.join(import.meta.dirname, "../..");

/**
 * Builds the command line once for all tests, as it is published: hundreds of them start it, and finding its sources
 * takes longer than what most of them ask.
 */
export default async function buildCommand(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), "brevet-built-"));
  for (const part of ["package.json", "node_modules", "policies", "schemas", "src"])
    await symlink(path.join(root, part), path.join(folder, part));
  const bundle = [path.join(root, "scripts/bundle.ts"), "--only", "cli", "--out", path.join(folder, "dist")];
  await promisify(execFile)(process.execPath, bundle);
  process.env["BREVET_BUILT"] = path.join(folder, "dist/cli/main.js");
  return () => rm(folder, { recursive: true, force: true });
}
