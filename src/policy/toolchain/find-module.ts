import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { problem } from "../../core/problem/problem.ts";
import type { WarmToolchain } from "./warm-toolchain.ts";
import { fail, succeed, type Result } from "../../core/problem/result.ts";

/** The package that brings the toolchain, where it is installed and built. */
export interface ToolchainModule {
  /** Where the wasm lies. */
  readonly path: string;
  /** The version of OPA that it is. */
  readonly opa: string;
  /** Digest of the sources that it was built from. */
  readonly module: string;
  /** A process of it that stays; null: each question starts one. */
  readonly warm: WarmToolchain | null;
}

/** The toolchain that is installed where that file could use it. Nothing but compiling and testing rules needs it. */
export function findModule(from: string, warm: WarmToolchain | null = null): Result<ToolchainModule> {
  const { resolve } = createRequire(from);
  try {
    const path = resolve("brevet-toolchain/toolchain.wasm");
    const about = JSON.parse(readFileSync(resolve("brevet-toolchain/toolchain.json"), "utf8")) as {
      readonly opa: string;
      readonly module: string;
    };
    return succeed({ path, opa: about.opa, module: about.module, warm });
  } catch {
    return fail([problem("TOOLCHAIN_MISSING", {}, {}, "warning")]);
  }
}
