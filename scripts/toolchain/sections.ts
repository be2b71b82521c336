/** One part of a WebAssembly module: its kind, and what stands in it. */
export interface Section {
  readonly id: number;
  readonly bytes: Uint8Array;
}

/** A module's parts, in their order. */
export function sectionsOf(wasm: Uint8Array): readonly Section[] {
  const reader = new Reader(wasm, header.length);
  const sections: Section[] = [];
  while (!reader.isDone()) sections.push({ id: reader.byte(), bytes: reader.bytes(reader.unsigned()) });
  return sections;
}

/** The module of those parts. */
export function toModule(sections: readonly Section[]): Uint8Array {
  const parts = sections.flatMap(({ id, bytes }) => [Buffer.from([id, ...unsigned(bytes.length)]), bytes]);
  return Buffer.concat([header, ...parts]);
}

/** The one part of that kind. */
export function only(sections: readonly Section[], id: number): Section {
  const [found, ...more] = sections.filter((each) => each.id === id);
  if (found === undefined || more.length > 0) throw new Error(`the module has no section ${id}, or several`);
  return found;
}

/** A name as it stands in a module: its length, and its bytes. */
export function named(text: string): readonly number[] {
  return [...unsigned(text.length), ...Buffer.from(text)];
}

/** A number as WebAssembly writes it: LEB128. */
export function unsigned(value: number): readonly number[] {
  const low = value % 128;
  return value < 128 ? [low] : [low + 128, ...unsigned(Math.floor(value / 128))];
}

/** The same, where it may be negative. */
export function signed(value: bigint): readonly number[] {
  const low = Number(value & 127n);
  const high = value >> 7n;
  const isLast = (high === 0n && low < 64) || (high === -1n && low >= 64);
  return isLast ? [low] : [low + 128, ...signed(high)];
}

const header = Buffer.from("\0asm\x01\0\0\0", "latin1");

/** Reads what stands in a part, from its beginning on. */
export class Reader {
  readonly #bytes: Uint8Array;
  #at: number;

  constructor(bytes: Uint8Array, at = 0) {
    this.#bytes = bytes;
    this.#at = at;
  }

  isDone(): boolean {
    return this.#at === this.#bytes.length;
  }

  byte(): number {
    const [byte] = this.bytes(1);
    if (byte === undefined) throw new Error("the module ends too early");
    return byte;
  }

  bytes(length: number): Uint8Array {
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  rest(): Uint8Array {
    return this.bytes(this.#bytes.length - this.#at);
  }

  unsigned(): number {
    const byte = this.byte();
    return byte < 128 ? byte : byte - 128 + 128 * this.unsigned();
  }

  text(): string {
    return Buffer.from(this.bytes(this.unsigned())).toString();
  }
}
