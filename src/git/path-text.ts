/** Stands before the two hex digits of a byte that is not UTF-8. */
const MARK = "\ufffd";

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * A path as text. Git's paths are bytes: those that are not UTF-8 become U+FFFD and two hex digits each, and so does
 * U+FFFD itself. Two different paths never look the same, and none of these is a path that a rule allows.
 */
export function toPathText(bytes: Uint8Array): string {
  try {
    const text = strict.decode(bytes);
    return text.includes(MARK) ? text.replaceAll(MARK, escape(Buffer.from(MARK))) : text;
  } catch {
    return escapeInvalid(bytes);
  }
}

/** The bytes of a path that was made text. */
export function fromPathText(text: string): Buffer {
  const [first = "", ...escaped] = text.split(MARK);
  const parts = escaped.map((part) =>
    Buffer.concat([Buffer.from(part.slice(0, 2), "hex"), Buffer.from(part.slice(2))]),
  );
  return Buffer.concat([Buffer.from(first), ...parts]);
}

function escapeInvalid(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length;) {
    const length = lengthOfCharacter(bytes, at);
    const end = at + Math.max(length, 1);
    const taken = bytes.subarray(at, end);
    const character = length === 0 ? MARK : strict.decode(taken);
    text += character === MARK ? escape(taken) : character;
    at = end;
  }
  return text;
}

/** How many bytes the character there has; 0: it is none. */
function lengthOfCharacter(bytes: Uint8Array, at: number): number {
  for (const length of [1, 2, 3, 4]) {
    try {
      strict.decode(bytes.subarray(at, at + length));
      return at + length <= bytes.length ? length : 0;
    } catch {
      // not yet whole, or never
    }
  }
  return 0;
}

function escape(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => MARK + byte.toString(16).padStart(2, "0")).join("");
}
