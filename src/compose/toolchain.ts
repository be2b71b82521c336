import { createOpaToolchain } from "../policy/toolchain/opa-toolchain.ts";
import type { Toolchain } from "../ports/toolchain.ts";

/** What compiles and tests rules here. */
export function openToolchain(): Toolchain {
  return createOpaToolchain();
}
