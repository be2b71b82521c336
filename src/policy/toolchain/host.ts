import { instantiate } from "./instance.ts";

/** The toolchain in memory: a question as JSON gives its answer as JSON. */
export type Ask = (question: string) => string;

/** Hosts the module that `npm run toolchain` makes: it has begun already. */
export function host(wasm: Uint8Array, complain: (text: string) => void): Ask {
  const randomise = (bytes: Uint8Array): void => void crypto.getRandomValues(bytes);
  const { memory, alloc, ask, release } = instantiate(wasm, { now: Date.now, randomise, complain });
  const bytes = (place: number, length: number): Uint8Array => new Uint8Array(memory.buffer, place, length);

  return (question) => {
    const asked = new TextEncoder().encode(question);
    const place = alloc(asked.length);
    bytes(place, asked.length).set(asked);
    const answer = BigInt.asUintN(64, ask(place, asked.length));
    const [at, length] = [Number(answer >> 32n), Number(answer & 0xffff_ffffn)];
    const text = new TextDecoder().decode(bytes(at, length));
    release(at);
    return text;
  };
}
