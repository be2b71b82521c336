const SPACE = 0x20;
const QUOTE = 0x22;
const MINUS = 0x2d;
const DOT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const LETTER_E = 0x65;
const OPENING = 0x7b;
const CLOSING = 0x7d;
const BEYOND_ASCII = 0x80;

/** A whole number of so many digits is written as it is; a longer one may have been rounded. */
const DIGITS = 15;
const DEEPEST = 64;

/** Where the last key of each open object begins and ends. */
const begins = new Int32Array(DEEPEST);
const ends = new Int32Array(DEEPEST);

/**
 * Whether bytes that are UTF-8 and parse as JSON are canonical, where that shows in passing: no space, keys in order,
 * nothing escaped, small whole numbers alone. False says nothing: `canonical` has to be asked. Every event of a
 * history is asked about, and to sort its keys and write it again would cost more than to parse it.
 */
export function isPlainlyCanonical(bytes: Uint8Array): boolean {
  let depth = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] as number;
    if (byte === QUOTE) {
      const begin = at + 1;
      at = endOfText(bytes, begin);
      if (at === -1) return false;
      if (bytes[at + 1] === COLON && !isNextKey(bytes, depth, begin, at)) return false;
    } else if (byte === OPENING) {
      depth += 1;
      if (depth === DEEPEST) return false;
      ends[depth] = 0;
    } else if (byte === CLOSING) {
      depth -= 1;
    } else if (byte >= ZERO && byte <= NINE) {
      at = endOfWhole(bytes, at);
      if (at === -1) return false;
    } else if (byte <= SPACE || byte === MINUS) {
      return false;
    }
  }
  return true;
}

/** Where the quote is that ends a text; -1: something in it is escaped. */
function endOfText(bytes: Uint8Array, begin: number): number {
  for (let at = begin; at < bytes.length; at += 1) {
    if (bytes[at] === QUOTE) return at;
    if (bytes[at] === BACKSLASH) return -1;
  }
  return -1;
}

/** Where a whole number's last digit is; -1: it is long, or not written as one. */
function endOfWhole(bytes: Uint8Array, begin: number): number {
  let end = begin + 1;
  let next = bytes[end] as number;
  while (next >= ZERO && next <= NINE) next = bytes[++end] as number;
  return end - begin > DIGITS || next === DOT || (next | SPACE) === LETTER_E ? -1 : end - 1;
}

/** Whether a key is ASCII and stands after the one before it in its object, which it then takes the place of. */
function isNextKey(bytes: Uint8Array, depth: number, begin: number, end: number): boolean {
  const lastEnd = ends[depth] as number;
  let last = begins[depth] as number;
  let isAfter = lastEnd === 0; // the first key stands after nothing
  for (let at = begin; at < end; at += 1, last += 1) {
    const byte = bytes[at] as number;
    if (byte >= BEYOND_ASCII) return false; // bytes and UTF-16 sort otherwise
    if (isAfter) continue;
    const other = last < lastEnd ? (bytes[last] as number) : -1;
    if (byte < other) return false;
    isAfter = byte > other;
  }
  begins[depth] = begin;
  ends[depth] = end;
  return isAfter;
}
