/** An object as it stands. `size` is its whole size; `bytes` may be cut. */
export interface GitObject {
  readonly type: "blob" | "tree" | "commit" | "tag";
  readonly size: number;
  readonly bytes: Buffer;
}

interface Body {
  readonly type: GitObject["type"];
  readonly size: number;
  readonly parts: Buffer[];
}

/** One answer of `cat-file`, put together from chunks: `<id> <type> <size>\n<bytes>\n`, or `<id> missing\n`. */
export class ObjectAnswer {
  isWhole = false;
  object: GitObject | null = null;
  #header: Buffer = Buffer.alloc(0);
  #body: Body | null = null;
  #kept = 0;
  #left = 0;

  /** Takes what belongs to this answer, keeping at most `most` bytes of the object, and gives back the rest. */
  take(chunk: Buffer, most: number): Buffer {
    return this.#body === null ? this.#takeHeader(chunk) : this.#takeBody(chunk, this.#body, most);
  }

  #takeHeader(chunk: Buffer): Buffer {
    const end = chunk.indexOf("\n");
    this.#header = Buffer.concat([this.#header, end === -1 ? chunk : chunk.subarray(0, end)]);
    if (end === -1) return Buffer.alloc(0);
    const [, type, size] = this.#header.toString("latin1").split(" ");
    if (size === undefined) {
      this.isWhole = true;
    } else {
      this.#body = { type: type as GitObject["type"], size: Number(size), parts: [] };
      this.#left = this.#body.size + 1;
    }
    return chunk.subarray(end + 1);
  }

  #takeBody(chunk: Buffer, { type, size, parts }: Body, most: number): Buffer {
    const taken = chunk.subarray(0, this.#left);
    const wanted = taken.subarray(0, Math.max(0, Math.min(size, most) - this.#kept));
    parts.push(wanted);
    this.#kept += wanted.length;
    this.#left -= taken.length;
    if (this.#left === 0) {
      this.object = { type, size, bytes: Buffer.concat(parts) };
      this.isWhole = true;
    }
    return chunk.subarray(taken.length);
  }
}
