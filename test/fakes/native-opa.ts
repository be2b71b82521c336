import { execFileSync } from "node:child_process";
import path from "node:path";
import process from "node:process";

/** Where the pin of OPA's own command stands. */
export const pinFolder: string = path.resolve(import.meta.dirname, "../../tools/opa");

/** The path of OPA's own command, which Go makes of exactly the pinned version: what the toolchain is measured by. */
export function nativeOpa(): string {
  const env = { ...process.env, GOFLAGS: "-mod=readonly", GOWORK: "off", GOTOOLCHAIN: "local" };
  return execFileSync("go", ["tool", "-n", "opa"], { cwd: pinFolder, env, encoding: "utf8" }).trim();
}
