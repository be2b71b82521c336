/** A block of addresses: the first bits of an IPv4 (32) or IPv6 (128) address. */
export interface AddressRange {
  readonly width: 32 | 128;
  readonly bits: bigint;
  readonly length: number;
}

/** Reads `10.0.0.0/8`, `10.1.2.3` or `2001:db8::/32`; null where it is none, or names a host beside its block. */
export function parseRange(text: string): AddressRange | null {
  const [address = "", prefix, ...rest] = text.split("/");
  if (rest.length > 0 || (prefix !== undefined && !/^(?:0|[1-9][0-9]{0,2})$/.test(prefix))) return null;
  const width = address.includes(":") ? 128 : 32;
  const bits = width === 128 ? parseV6(address) : parseV4(address);
  const length = prefix === undefined ? width : Number(prefix);
  if (bits === null || length > width) return null;
  const host = BigInt(width - length);
  return (bits >> host) << host === bits ? { width, bits, length } : null;
}

/** The one text of a block: dotted or RFC 5952, always with its length. */
export function formatRange({ width, bits, length }: AddressRange): string {
  return `${width === 32 ? groups(bits, 4, 8).join(".") : compress(groups(bits, 8, 16))}/${length}`;
}

/** What two blocks have in common: the smaller, where one holds the other, else nothing. */
export function overlap(a: AddressRange, b: AddressRange): AddressRange | null {
  const [wide, narrow] = a.length <= b.length ? [a, b] : [b, a];
  const host = BigInt(wide.width - wide.length);
  return wide.width === narrow.width && narrow.bits >> host === wide.bits >> host ? narrow : null;
}

function parseV4(text: string): bigint | null {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9][0-9]{0,2})$/.test(part) && Number(part) < 256))
    return null;
  return parts.reduce((bits, part) => (bits << 8n) | BigInt(part), 0n);
}

function parseV6(text: string): bigint | null {
  const halves = text.split("::").map((half) => (half === "" ? [] : half.split(":")));
  const [left = [], right] = halves;
  const missing = 8 - left.length - (right?.length ?? 0);
  if (halves.length > 2 || (right === undefined ? missing !== 0 : missing < 1)) return null;
  const parts = right === undefined ? left : [...left, ...Array<string>(missing).fill("0"), ...right];
  if (!parts.every((part) => /^[0-9a-f]{1,4}$/i.test(part))) return null;
  return parts.reduce((bits, part) => (bits << 16n) | BigInt(`0x${part}`), 0n);
}

function groups(bits: bigint, count: number, size: number): string[] {
  const mask = (1n << BigInt(size)) - 1n;
  return Array.from({ length: count }, (_, index) =>
    ((bits >> BigInt((count - 1 - index) * size)) & mask).toString(size === 8 ? 10 : 16),
  );
}

/** The longest run of two or more zero groups, the first of equals, becomes `::`. */
function compress(parts: readonly string[]): string {
  const runs = [...parts.join(":").matchAll(/(?<![^:])0(?::0)+(?![^:])/g)].map(([run]) => run);
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), "");
  if (longest === "") return parts.join(":");
  const whole = parts.join(":");
  const start = whole.search(new RegExp(`(?<![^:])${longest}(?![^:])`));
  return `${whole.slice(0, start).replace(/:$/, "")}::${whole.slice(start + longest.length).replace(/^:/, "")}`;
}
