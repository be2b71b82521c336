import { WarmToolchain } from "../policy/toolchain/warm-toolchain.ts";
import { createToolchain } from "../policy/toolchain/wasm-toolchain.ts";
import type { Toolchain } from "../ports/toolchain.ts";

/** What compiles, checks, formats and tests rules here. */
export function openToolchain(): Toolchain {
  return createToolchain();
}

/** The same for who asks again and again: its process stays until it is closed. */
export function openWarmToolchain(): Toolchain & AsyncDisposable {
  const warm = new WarmToolchain();
  return { ...createToolchain(undefined, warm), [Symbol.asyncDispose]: () => warm[Symbol.asyncDispose]() };
}
