import { createToolchain } from "../policy/toolchain/wasm-toolchain.ts";
import type { Toolchain } from "../ports/toolchain.ts";

/** What compiles, checks, formats and tests rules here. */
export function openToolchain(): Toolchain {
  return createToolchain();
}
