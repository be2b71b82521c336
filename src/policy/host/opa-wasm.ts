import * as namespace from "@open-policy-agent/opa-wasm";

/** A compiled module, as the platform has it. */
export type Compiled = object;

/** One instance of compiled rules with its memory. */
export interface Instance {
  /** JSON in, the set of results out; throws text, plain objects and errors. entrypoint: the first where left out. */
  evaluate(json: ArrayBuffer, entrypoint?: string): unknown;
  setData(json: ArrayBuffer): void;
}

interface OpaWasm {
  loadPolicySync(compiled: Compiled, memory: { readonly initial: number; readonly maximum: number }): Instance;
}

// TypeScript's library names WebAssembly only for browsers, and opa-wasm's types leave out its default export.
declare const WebAssembly: { readonly Module: new (bytes: Uint8Array) => Compiled };
const opa = (namespace as unknown as { readonly default: OpaWasm }).default;

/** Compiles once, for any number of instances. */
export function compile(wasm: Uint8Array): Compiled {
  return new WebAssembly.Module(wasm);
}

/** An instance that may grow to so many megabytes. */
export function instantiate(compiled: Compiled, megabytes: number): Instance {
  return opa.loadPolicySync(compiled, { initial: 5, maximum: megabytes * 16 });
}

/** The one list in a set of results. Throws where there is none. */
export function listOf(results: unknown): readonly unknown[] {
  const list = (results as readonly { readonly result: unknown }[])[0]?.result;
  if (!Array.isArray(list)) throw new TypeError("the rules gave no list");
  return list as readonly unknown[];
}
