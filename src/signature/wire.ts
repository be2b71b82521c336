/**
 * Reads the binary encodings of RFC 4251, section 5. It never throws: a value that is not there is empty, and
 * `isWhole` then stays false for good.
 */
export class WireReader {
  readonly #bytes: Buffer;
  #offset = 0;
  #sound = true;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** True if everything asked for was there and nothing is left over. */
  get isWhole(): boolean {
    return this.#sound && this.#offset === this.#bytes.length;
  }

  take(length: number): Buffer {
    const end = this.#offset + length;
    if (end > this.#bytes.length) return this.#fail();
    const taken = this.#bytes.subarray(this.#offset, end);
    this.#offset = end;
    return taken;
  }

  uint8(): number {
    return this.take(1)[0] ?? 0;
  }

  uint32(): number {
    const bytes = this.take(4);
    return bytes.length === 4 ? bytes.readUInt32BE() : 0;
  }

  string(): Buffer {
    return this.take(this.uint32());
  }

  /** A string of printable ASCII; all names in these formats are. */
  text(): string {
    const bytes = this.string();
    if (bytes.some((byte) => byte < 0x20 || byte > 0x7e)) return this.#fail().toString();
    return bytes.toString("latin1");
  }

  /** A positive integer, without its sign byte; only the shortest encoding is one. */
  integer(): Buffer {
    const bytes = this.string();
    const [first = 0, second = 0] = bytes;
    if (bytes.length === 0 || first >= 0x80) return this.#fail();
    if (first !== 0) return bytes;
    return bytes.length > 1 && second >= 0x80 ? bytes.subarray(1) : this.#fail();
  }

  /** A positive integer, padded to so many bytes. */
  integerOf(length: number): Buffer {
    const bytes = this.integer();
    return bytes.length > length ? this.#fail() : Buffer.concat([Buffer.alloc(length - bytes.length), bytes]);
  }

  #fail(): Buffer {
    this.#sound = false;
    this.#offset = this.#bytes.length;
    return Buffer.alloc(0);
  }
}

/** A 32-bit number. */
export function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** A string with its length before it. */
export function string(value: Uint8Array | string): Buffer {
  const bytes = typeof value === "string" ? Buffer.from(value) : value;
  return Buffer.concat([uint32(bytes.length), bytes]);
}

/** A positive integer in its shortest encoding. */
export function integer(value: Uint8Array): Buffer {
  const start = value.findIndex((byte) => byte !== 0);
  if (start === -1) return string("");
  const digits = value.subarray(start);
  return string(digits[0] !== undefined && digits[0] >= 0x80 ? Buffer.concat([Buffer.of(0), digits]) : digits);
}
