import { describe, expect, it } from "vitest";
import { digestBytes, digestJson } from "../../../../src/core/json/digest.ts";
import type { Json } from "../../../../src/core/json/value.ts";
import { genesis } from "../../../../src/core/ledger/genesis.ts";
import { linkFault } from "../../../../src/core/ledger/link-fault.ts";
import { parseEvent, readEvent } from "../../../../src/core/ledger/read-event.ts";
import { canonicalEvent, noEvent, seal } from "../../../../src/core/ledger/seal.ts";
import type { Link } from "../../../../src/core/ledger/seal.ts";
import type { Event } from "../../../../src/core/ledger/event.ts";
import { after } from "../../../../src/core/time/instant.ts";
import { bodies, by, commit, digest, engineKey, morning, repository, toDraft } from "./history.ts";

const link: Link = { seq: 6, digest: digest("before"), at: morning };
const draft = toDraft({ type: "frozen" });
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("seal", () => {
  it("gives the first event its place: sequence 1, and nothing before it", () => {
    const { event } = seal(null, toDraft({ type: "genesis" }));
    expect(event).toEqual({
      v: 1,
      seq: 1,
      prev: `sha256-${"A".repeat(43)}`,
      at: "2026-11-22T10:00:00.000Z",
      type: "genesis",
      grant: null,
      main: null,
      by,
      body: { ...bodies.genesis },
    });
    expect(event.prev).toBe(noEvent);
  });

  it("continues the chain by sequence and digest", () => {
    expect(seal(link, draft).event).toMatchObject({ seq: 7, prev: digest("before") });
  });

  it.each([
    { name: "keeps the time of a draft that is later", of: 1, expected: "2026-11-22T10:00:01.000Z" },
    { name: "keeps the same time", of: 0, expected: "2026-11-22T10:00:00.000Z" },
    { name: "S85 never runs behind its predecessor", of: -1, expected: "2026-11-22T10:00:00.000Z" },
  ])("$name", ({ of, expected }) => {
    expect(seal(link, toDraft({ type: "frozen", at: of })).event.at).toBe(expected);
  });

  it("answers the canonical text and its digest", () => {
    const { event, text, digest: sealed } = seal(link, draft);
    expect(JSON.parse(text)).toEqual(event);
    expect(text).toBe(canonicalEvent(event));
    expect(sealed).toBe(digestBytes(text));
    expect(sealed).toBe(digestJson(event as unknown as Json));
  });

  it("writes nothing that could not be read again", () => {
    const broken = { ...draft, body: { code: "not a code", head: null } };
    expect(() => seal(link, broken)).toThrow(expect.objectContaining({ code: "EVENT_MALFORMED" }) as Error);
    expect(() => seal(link, broken)).toThrow(/frozen.*\/body\/code/);
  });
});

describe("genesis", () => {
  it("names the repository, the first keys and a random number", () => {
    const about = { repository, keys: [engineKey], nonce: "0123456789abcdef" };
    expect(genesis(about, morning, by)).toEqual({
      at: "2026-11-22T10:00:00.000Z",
      type: "genesis",
      grant: null,
      main: null,
      by,
      body: about,
    });
  });
});

describe("linkFault", () => {
  const { event } = seal(link, draft);
  const first = seal(null, toDraft({ type: "genesis" })).event;

  it.each<{ name: string; after: Link | null; event: Event; expected: string | null }>([
    { name: "finds nothing where an event continues", after: link, event, expected: null },
    { name: "finds nothing at the beginning", after: null, event: first, expected: null },
    { name: "S26 finds a dropped event", after: link, event: { ...event, seq: 8 }, expected: "place" },
    { name: "S26 finds a doubled event", after: link, event: { ...event, seq: 6 }, expected: "place" },
    {
      name: "finds a beginning that is none",
      after: null,
      event: { ...event, seq: 1, prev: noEvent },
      expected: "place",
    },
    {
      name: "finds a second beginning",
      after: link,
      event: { ...first, seq: 7, prev: digest("before") },
      expected: "place",
    },
    {
      name: "S26 finds an altered predecessor",
      after: link,
      event: { ...event, prev: digest("other") },
      expected: "chain",
    },
    {
      name: "finds a beginning that continues something",
      after: null,
      event: { ...first, prev: digest("x") },
      expected: "chain",
    },
    { name: "finds time that runs back", after: { ...link, at: after(morning, 0.001) }, event, expected: "time" },
  ])("$name", ({ after: before, event: next, expected }) => {
    expect(linkFault(before, next)?.kind ?? null).toBe(expected);
  });

  it("says what it expected", () => {
    expect(linkFault(link, { ...event, seq: 9 })).toEqual({ kind: "place", what: "its sequence is 9 where 7 follows" });
    expect(linkFault(link, { ...event, prev: noEvent })).toEqual({ kind: "chain", expected: digest("before") });
    expect(linkFault({ ...link, at: after(morning, 1) }, event)).toEqual({
      kind: "time",
      before: "2026-11-22T10:00:01.000Z",
    });
  });
});

describe("parseEvent", () => {
  const { event, text } = seal(link, draft);

  it("reads what was sealed", () => {
    expect(parseEvent(bytes(`${text}\n`))).toEqual({ ok: true, event });
    expect(readEvent(bytes(`${text}\n`))).toEqual(event);
  });

  it.each([
    { name: "no line feed", file: bytes(text), what: "it is not canonical" },
    { name: "a space instead of the line feed", file: bytes(`${text} `), what: "it is not canonical" },
    { name: "two line feeds", file: bytes(`${text}\n\n`), what: "it is not canonical" },
    { name: "another order of keys", file: bytes(`${JSON.stringify(event)}\n`), what: "it is not canonical" },
    { name: "a space", file: bytes(`${text.replace(",", ", ")}\n`), what: "it is not canonical" },
    { name: "a doubled key", file: bytes(`${text.replace('"v":1', '"v":1,"v":1')}\n`), what: "it is not canonical" },
    { name: "a byte order mark", file: bytes(`\uFEFF${text}\n`), what: "it is not JSON" },
    { name: "no JSON", file: bytes("{"), what: "it is not JSON" },
    { name: "nothing", file: bytes(""), what: "it is not JSON" },
    { name: "no UTF-8", file: Uint8Array.of(0xff), what: "it is not UTF-8" },
    { name: "no object", file: bytes("null\n"), what: "must be object" },
  ])("refuses $name", ({ file, what }) => {
    expect(parseEvent(file)).toEqual({ ok: false, what });
    expect(readEvent(file)).toBeNull();
  });

  it.each<{ name: string; changes: { readonly [key: string]: Json }; what: string }>([
    { name: "another version", changes: { v: 2 }, what: "/v must be equal to constant" },
    { name: "sequence 0", changes: { seq: 0 }, what: "/seq must be >= 1" },
    { name: "half a sequence", changes: { seq: 1.5 }, what: "/seq must be integer" },
    { name: "a sequence that no path holds", changes: { seq: 1_000_000_000 }, what: "/seq must be <= 999999999" },
    { name: "a predecessor that is no digest", changes: { prev: "sha256-x" }, what: "/prev must match pattern" },
    { name: "a time without milliseconds", changes: { at: "2026-11-22T10:00:00Z" }, what: "/at must match pattern" },
    { name: "a time that does not exist", changes: { at: "2026-13-22T10:00:00.000Z" }, what: "/at is no moment" },
    { name: "an unknown type", changes: { type: "granted" }, what: "/type must be equal to one of" },
    { name: "a grant that is no id", changes: { grant: "../x" }, what: "/grant must match pattern" },
    { name: "a commit that is none", changes: { main: "HEAD" }, what: "/main must match pattern" },
    { name: "another writer", changes: { by: { kind: "person", version: "1", run: null } }, what: "/by/kind must be" },
    { name: "a key too many", changes: { note: "x" }, what: "must NOT have additional properties" },
    { name: "another type's body", changes: { body: { ...bodies.lifted } }, what: "/body must have required property" },
    { name: "a body with more in it", changes: { body: { ...bodies.frozen, x: 1 } }, what: "/body must NOT have" },
    { name: "no body", changes: { body: null }, what: "/body must be object" },
    { name: "what a newer version wrote", changes: { v: 2 }, what: "constant; it names Brevet 0.1.0 as its writer" },
    {
      name: "a version that is no text",
      changes: { by: { version: 2 } },
      what: "/by must have required property 'kind'",
    },
  ])("refuses $name", ({ changes, what }) => {
    const file = `${canonicalEvent({ ...event, ...changes })}\n`;
    expect(parseEvent(bytes(file))).toEqual({ ok: false, what: expect.stringContaining(what) as string });
  });

  it("reads every type of event as it is written", () => {
    for (const type of Object.keys(bodies) as (keyof typeof bodies)[]) {
      const one = seal(link, toDraft({ type, main: commit(1) }));
      expect(readEvent(bytes(`${one.text}\n`))).toEqual(one.event);
    }
  });
});
