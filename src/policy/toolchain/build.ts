import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import { parseTar } from "nanotar";
import { problem } from "../../core/problem/problem.ts";
import { fail, succeed, type Result } from "../../core/problem/result.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { PolicyFiles } from "../../ports/policy.ts";
import { annotationsPath, capabilitiesPath, entrypoint, lockPath, toLock, wasmPath } from "../lock/policy-lock.ts";
import { isSource, pick } from "../lock/sources.ts";
import { toAnnotations } from "./annotations.ts";
import { check, inputSchemaBytes } from "./check.ts";
import { opaVersion } from "./opa-version.ts";
import { run } from "./run.ts";
import { stage } from "./stage.ts";

/** What the sources give: the wasm, the words of its rules, and the lock that binds both to them. */
export async function build(opa: string, files: PolicyFiles, options: CallOptions): Promise<Result<PolicyFiles>> {
  const capabilities = files.get(capabilitiesPath);
  if (capabilities === undefined) {
    return fail([problem("POLICY_LOCK_MISSING", { path: `policies/${capabilitiesPath}` })]);
  }
  const beside = new Map([
    ["capabilities.json", capabilities],
    ["input.json", inputSchemaBytes],
  ]);
  await using staged = await stage(pick(files, isSource), beside);
  const problems = await check(opa, staged, options);
  if (problems.length > 0) return fail(problems);

  const at = { cwd: staged.files, signal: options.signal };
  const inspected = await run(opa, ["inspect", "--annotations", "--format=json", "."], at);
  if (inspected.code !== 0) return fail([problem("TOOLCHAIN_FAILED", { what: inspected.stderr.trim() })]);
  const annotations = toAnnotations(inspected.stdout);
  if (!annotations.ok) return annotations;

  const bundle = `${staged.beside}/bundle.tar.gz`;
  const limits = ["--capabilities", `${staged.beside}/capabilities.json`];
  // Never --optimize: it would inline values, and bytes would no longer follow from the sources alone.
  const built = await run(
    opa,
    ["build", "--target=wasm", `--entrypoint=${entrypoint}`, ...limits, `--output=${bundle}`, "."],
    at,
  );
  if (built.code !== 0) return fail([problem("TOOLCHAIN_FAILED", { what: built.stderr.trim() })]);
  const wasm = parseTar(gunzipSync(await readFile(bundle))).find(({ name }) => name.replace(/^\//, "") === wasmPath);
  if (wasm?.data === undefined) return fail([problem("TOOLCHAIN_FAILED", { what: "the bundle holds no wasm" })]);

  const outputs = new Map([
    [annotationsPath, toJson(annotations.value)],
    [wasmPath, wasm.data],
  ]);
  return succeed(new Map([...outputs, [lockPath, toJson(toLock(opaVersion, capabilities, files, outputs))]]));
}

function toJson(value: object): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);
}
