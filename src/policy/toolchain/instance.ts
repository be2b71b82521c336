/** What the module offers, once it has begun. */
export interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer; readonly grow: (pages: number) => number };
  readonly alloc: (length: number) => number;
  readonly ask: (place: number, length: number) => bigint;
  readonly release: (place: number) => void;
}

/** What the module gets: a clock (milliseconds), randomness and a place for panics; no file, no network, no environment. */
export interface Outside {
  readonly now: () => number;
  readonly randomise: (bytes: Uint8Array) => void;
  readonly complain: (text: string) => void;
}

// TypeScript's library names WebAssembly only for browsers.
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: Exports };
};

const [done, badDescriptor] = [0, 8];

/** The module in memory, with the calls of WASI that it makes: every call that is not here is answered "bad descriptor". */
export function instantiate(wasm: Uint8Array, { now, randomise, complain }: Outside): Exports {
  const view = (): DataView => new DataView(exports.memory.buffer);
  const bytes = (place: number, length: number): Uint8Array => new Uint8Array(exports.memory.buffer, place, length);
  const none = (count: number, size: number): number => {
    view().setUint32(count, 0, true);
    view().setUint32(size, 0, true);
    return done;
  };
  const offered: Readonly<Record<string, (...args: never[]) => number>> = {
    args_sizes_get: none,
    environ_sizes_get: none,
    args_get: () => done,
    environ_get: () => done,
    sched_yield: () => done,
    clock_time_get(_id: number, _precision: bigint, place: number) {
      view().setBigUint64(place, BigInt(now()) * 1_000_000n, true);
      return done;
    },
    random_get(place: number, length: number) {
      randomise(bytes(place, length));
      return done;
    },
    /** Nothing else runs, so nothing is waited for. */
    poll_oneoff(_subscriptions: number, _events: number, count: number, happened: number) {
      view().setUint32(happened, count, true);
      return done;
    },
    fd_write(_descriptor: number, vectors: number, count: number, written: number) {
      const parts = Array.from({ length: count }, (_, index) => {
        const at = vectors + index * 8;
        return bytes(view().getUint32(at, true), view().getUint32(at + 4, true)).slice();
      });
      complain(Buffer.concat(parts).toString());
      view().setUint32(
        written,
        parts.reduce((sum, part) => sum + part.length, 0),
        true,
      );
      return done;
    },
    proc_exit(code: number) {
      throw new Error(`the toolchain ended itself with ${code}`);
    },
  };
  const refuse = (): number => badDescriptor;
  const wasi = new Proxy({}, { get: (_, name) => offered[String(name)] ?? refuse });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(wasm), { wasi_snapshot_preview1: wasi });
  return exports;
}
