/** A commit object that bears a signature: what was signed, and the signature. */
export interface SignedCommit {
  readonly payload: Uint8Array;
  readonly armour: string;
}

const PLAIN = /^tree [0-9a-f]{40,64}\n(?:parent [0-9a-f]{40,64}\n)?author [^\n]*\ncommitter [^\n]*\n\n/;
const SIGNED =
  /^(tree [0-9a-f]{40,64}\n(?:parent [0-9a-f]{40,64}\n)?author [^\n]*\ncommitter [^\n]*\n)gpgsig (-----BEGIN SSH SIGNATURE-----\n(?: [^\n]*\n)+)\n/;

/** Puts a signature into an unsigned commit object, as `git commit -S` does. */
export function withSignature(raw: Uint8Array, armour: string): Uint8Array {
  const text = latin1(raw);
  const header = PLAIN.exec(text)?.[0].slice(0, -1);
  if (header === undefined) throw new TypeError("not a plain commit of at most one parent");
  const field = `gpgsig ${armour.trimEnd().replaceAll("\n", "\n ")}\n`;
  return Buffer.from(header + field + text.slice(header.length), "latin1");
}

/** Takes the signature off a commit object; null: it bears none, or a header that no engine writes. */
export function fromSigned(raw: Uint8Array): SignedCommit | null {
  const text = latin1(raw);
  const [whole, header, folded] = SIGNED.exec(text) ?? [];
  if (whole === undefined || header === undefined || folded === undefined) return null;
  const payload = Buffer.from(`${header}\n${text.slice(whole.length)}`, "latin1");
  return { payload, armour: folded.replaceAll("\n ", "\n") };
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}
