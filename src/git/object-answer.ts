/** An object as it stands. `size` is its whole size; `bytes` may be cut. */
export interface GitObject {
  readonly type: "blob" | "tree" | "commit" | "tag";
  readonly size: number;
  readonly bytes: Buffer;
}

const LINE_FEED = 0x0a;

interface Body {
  readonly type: GitObject["type"];
  readonly size: number;
  readonly parts: Buffer[];
}

/** One answer of `cat-file`, put together from chunks: `<id> <type> <size>\n<bytes>\n`, or `<id> missing\n`. */
export class ObjectAnswer {
  isWhole = false;
  object: GitObject | null = null;
  #header = "";
  #body: Body | null = null;
  #kept = 0;
  #left = 0;

  /** Takes what belongs to this answer, keeping at most `most` bytes of the object, and gives back the rest. */
  take(chunk: Buffer, most: number): Buffer {
    return this.#body === null ? this.#takeHeader(chunk) : this.#takeBody(chunk, this.#body, most);
  }

  #takeHeader(chunk: Buffer): Buffer {
    const end = chunk.indexOf(LINE_FEED);
    if (end === -1) {
      this.#header += chunk.toString("latin1");
      return Buffer.alloc(0);
    }
    const [, type, size] = (this.#header + chunk.toString("latin1", 0, end)).split(" ");
    if (size === undefined) {
      this.isWhole = true;
    } else {
      this.#body = { type: type as GitObject["type"], size: Number(size), parts: [] };
      this.#left = this.#body.size + 1;
    }
    return chunk.subarray(end + 1);
  }

  /** What is kept is copied: a small object is not to hold on to the chunk that it came in. */
  #takeBody(chunk: Buffer, { type, size, parts }: Body, most: number): Buffer {
    const taken = Math.min(chunk.length, this.#left);
    const wanted = chunk.subarray(0, Math.min(taken, Math.max(0, Math.min(size, most) - this.#kept)));
    this.#kept += wanted.length;
    this.#left -= taken;
    if (this.#left > 0) {
      parts.push(wanted);
    } else {
      this.object = { type, size, bytes: parts.length === 0 ? Buffer.from(wanted) : Buffer.concat([...parts, wanted]) };
      this.isWhole = true;
    }
    return chunk.subarray(taken);
  }
}
