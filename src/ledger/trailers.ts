import type { Digest } from "../core/json/digest.ts";

/** What the last commit of a run says of itself: its event, and the state beside it. */
export interface RunEnd {
  readonly seq: number;
  readonly digest: Digest;
  readonly state: Digest;
}

const TRAILER = /^(Brevet-[A-Za-z-]+): (.+)$/;
const DIGEST = /^sha256-[A-Za-z0-9_-]{43}$/;
const SEQUENCE = /^[1-9]\d{0,14}$/;

/** Reads the trailers of a run's last commit; null: they are missing, doubled or malformed. */
export function readRunEnd(message: string): RunEnd | null {
  const trailers = readTrailers(message);
  const [seq, digest, state] = ["Brevet-Seq", "Brevet-Digest", "Brevet-State"].map((name) => trailers.get(name) ?? "");
  if (seq === undefined || !SEQUENCE.test(seq) || !isDigest(digest) || !isDigest(state)) return null;
  return { seq: Number(seq), digest, state };
}

/** Trailers stand in the last paragraph alone; one that is there twice counts as neither. */
function readTrailers(message: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const line of message.trimEnd().split("\n\n").at(-1)?.split("\n") ?? []) {
    const [, name, value] = TRAILER.exec(line) ?? [];
    if (name !== undefined && value !== undefined) found.set(name, found.has(name) ? "" : value);
  }
  return found;
}

function isDigest(text: string | undefined): text is Digest {
  return text !== undefined && DIGEST.test(text);
}
