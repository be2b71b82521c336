import { existsSync } from "node:fs";
import path from "node:path";
import { problem } from "../../core/problem/problem.ts";
import { fail, succeed, type Result } from "../../core/problem/result.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import { opaVersion } from "./opa-version.ts";
import { run } from "./run.ts";

/** Where Brevet's own pin of OPA stands: beside src/ or dist/. */
export const pinFolder: string = path.join(import.meta.dirname, "../../../tools/opa");

/** The path of an OPA of exactly the pinned version: the one on the PATH, else one that Go makes. */
export async function findOpa(options: CallOptions): Promise<Result<string>> {
  const cwd = existsSync(pinFolder) ? pinFolder : import.meta.dirname;
  const there = await run("opa", ["version"], { cwd, signal: options.signal });
  if (there.code === 0 && there.stdout.startsWith(`Version: ${opaVersion}\n`)) return succeed("opa");

  const missing = fail([problem("TOOLCHAIN_MISSING", { version: opaVersion }, {}, "warning")]);
  if (cwd !== pinFolder) return missing;
  const go = await run("go", ["tool", "-n", "opa"], { cwd, signal: options.signal });
  if (go.code === null) return missing;
  if (go.code !== 0) {
    return fail([problem("TOOLCHAIN_FAILED", { what: go.stderr.trim().split("\n").at(-1) ?? "go said nothing" })]);
  }
  return succeed(go.stdout.trim());
}
