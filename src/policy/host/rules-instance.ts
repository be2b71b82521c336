/** A compiled module, as the platform has it. */
export type Compiled = object;

/** What OPA's compiler exports from rules, by its ABI 1.2 and later: places and lengths are in the module's memory. */
interface Exports {
  readonly opa_wasm_abi_version: { readonly value: number };
  readonly opa_wasm_abi_minor_version: { readonly value: number };
  /** Places of JSON objects: what is asked of the host, and what may be asked of the rules, each with its number. */
  builtins(): number;
  entrypoints(): number;
  opa_malloc(length: number): number;
  opa_heap_ptr_get(): number;
  opa_heap_ptr_set(place: number): void;
  opa_json_parse(place: number, length: number): number;
  opa_json_dump(value: number): number;
  /** The place of the set of results as JSON. What lies from `heap` on is written over. */
  opa_eval(
    reserved: 0,
    entrypoint: number,
    data: number,
    input: number,
    length: number,
    heap: number,
    format: 0,
  ): number;
}

interface Memory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): void;
}

// TypeScript's library names WebAssembly only for browsers.
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => Compiled;
  readonly Instance: new (compiled: Compiled, imports: object) => { readonly exports: unknown };
  readonly Memory: new (pages: { readonly initial: number; readonly maximum: number }) => Memory;
};

const pageBytes = 65_536;
const firstPages = 5;
const decoder = new TextDecoder();

/** Rules that ask the host for a builtin. None is there: what OPA's compiler cannot do in wasm itself, rules may not use. */
export class BuiltinUnknown extends Error {
  readonly builtin: string;

  constructor(builtin: string) {
    super(`there is no builtin ${builtin}`);
    this.builtin = builtin;
  }
}

/** Compiles once, for any number of instances. */
export function compile(wasm: Uint8Array): Compiled {
  return new WebAssembly.Module(wasm);
}

/** Compiled rules with a memory of their own. Whatever throws leaves it unfit for more. */
export class RulesInstance {
  readonly #memory: Memory;
  readonly #exports: Exports;
  readonly #entrypoints: { readonly [name: string]: number };
  /** Where what is kept ends, and each question begins anew. */
  readonly #base: number;
  #heap: number;
  #data: number;

  /** megabytes: the most that it may grow to. */
  constructor(compiled: Compiled, megabytes: number) {
    const maximum = (megabytes * 1024 * 1024) / pageBytes;
    this.#memory = new WebAssembly.Memory({ initial: Math.min(firstPages, maximum), maximum });
    let builtins: { readonly [name: string]: number } = {};
    const unknown = (id: number): never => {
      throw new BuiltinUnknown(Object.keys(builtins).find((name) => builtins[name] === id) ?? String(id));
    };
    const env = {
      memory: this.#memory,
      opa_abort: (place: number): never => {
        throw new Error(this.#text(place));
      },
      opa_println: () => undefined,
      opa_builtin0: unknown,
      opa_builtin1: unknown,
      opa_builtin2: unknown,
      opa_builtin3: unknown,
      opa_builtin4: unknown,
    };
    this.#exports = new WebAssembly.Instance(compiled, { env }).exports as Exports;
    const [version, minor] = [this.#exports.opa_wasm_abi_version.value, this.#exports.opa_wasm_abi_minor_version.value];
    if (version !== 1 || minor < 2) throw new Error(`rules of the ABI ${version}.${minor} are not known`);
    builtins = this.#dumped(this.#exports.builtins());
    this.#entrypoints = this.#dumped(this.#exports.entrypoints());
    this.#base = this.#heap = this.#exports.opa_heap_ptr_get();
    this.#data = 0;
    this.setData(new TextEncoder().encode("{}"));
  }

  /** What rules read beside their input, as JSON. */
  setData(json: Uint8Array): void {
    this.#exports.opa_heap_ptr_set(this.#base);
    const place = this.#exports.opa_malloc(json.length);
    this.#write(json, place);
    this.#data = this.#exports.opa_json_parse(place, json.length);
    if (this.#data === 0) throw new Error("the data is no JSON");
    this.#heap = this.#exports.opa_heap_ptr_get();
  }

  /** Whether that may be asked of these rules: what they were built by may be older than this. */
  answers(entrypoint: string): boolean {
    return Object.hasOwn(this.#entrypoints, entrypoint);
  }

  /** JSON in, the set of results as JSON out. entrypoint: the first where left out. */
  evaluate(json: Uint8Array, entrypoint?: string): string {
    const number = entrypoint === undefined ? 0 : this.#entrypoints[entrypoint];
    if (number === undefined) throw new Error(`there is no entrypoint ${entrypoint ?? ""}`);
    const end = this.#heap + json.length;
    const lacking = end - this.#memory.buffer.byteLength;
    if (lacking > 0) this.#memory.grow(Math.ceil(lacking / pageBytes));
    this.#write(json, this.#heap);
    return this.#text(this.#exports.opa_eval(0, number, this.#data, this.#heap, json.length, end, 0));
  }

  #write(bytes: Uint8Array, place: number): void {
    new Uint8Array(this.#memory.buffer).set(bytes, place);
  }

  #dumped(value: number): { readonly [name: string]: number } {
    return JSON.parse(this.#text(this.#exports.opa_json_dump(value))) as { readonly [name: string]: number };
  }

  /** The text that a zero ends. */
  #text(place: number): string {
    const bytes = new Uint8Array(this.#memory.buffer);
    return decoder.decode(bytes.subarray(place, bytes.indexOf(0, place)));
  }
}

/** The one list in a set of results. Throws where there is none. */
export function listOf(results: string): readonly unknown[] {
  const list = (JSON.parse(results) as readonly { readonly result?: unknown }[])[0]?.result;
  if (!Array.isArray(list)) throw new TypeError("the rules gave no list");
  return list as readonly unknown[];
}
