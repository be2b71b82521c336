import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { digestBytes } from "../../src/core/json/digest.ts";
import type { EndedBecause } from "../../src/core/grant/grant.ts";
import { fold, foldAll } from "../../src/core/ledger/fold.ts";
import { isMessageOf, toMessage } from "../../src/core/ledger/message.ts";
import { readEvent } from "../../src/core/ledger/read-event.ts";
import { canonicalEvent, seal } from "../../src/core/ledger/seal.ts";
import type { Sealed } from "../../src/core/ledger/seal.ts";
import { changedShards, fromShards, stateDigest, toShards } from "../../src/core/ledger/shards.ts";
import type { State } from "../../src/core/ledger/state.ts";
import { eventTypes } from "../../src/core/ledger/event.ts";
import { toTimestamp } from "../../src/core/time/timestamp.ts";
import { after } from "../../src/core/time/instant.ts";
import { admitted, bodies, commit, digest, historyOf, judged, morning, toDraft } from "../unit/core/ledger/history.ts";
import type { Entry } from "../unit/core/ledger/history.ts";

const id = (name: string): string => `payments/customers-db/2026-11-22-${name}`;
const grant = fc.constantFrom("a", "b", "c", "d").map(id);
const because = fc.constantFrom<EndedBecause>("expired", "revoked", "superseded", "left", "lapsed");

const body: fc.Arbitrary<Omit<Entry, "at">> = fc.oneof(
  fc.record({ grant, extend: fc.option(grant), hours: fc.integer({ min: 1, max: 100 }) }).map((one): Entry => {
    const until = toTimestamp(after(morning, one.hours * 3600));
    const lease = { from: toTimestamp(morning), until };
    const obligations = [{ kind: "review" as const, within: 3600 }];
    return { type: "admitted", grant: one.grant, body: admitted({ extends: one.extend, lease, obligations }) };
  }),
  fc.record({ grant, uses_id: fc.boolean(), known: fc.boolean() }).map((one): Entry => ({
    type: "refused",
    grant: one.grant,
    body: { ...bodies.refused, uses_id: one.uses_id, judged: one.known ? judged() : null },
  })),
  fc
    .tuple(grant, because)
    .map(([of, why]): Entry => ({ type: "ended", grant: of, body: { ...bodies.ended, because: why } })),
  fc
    .tuple(grant, because)
    .map(([of, why]): Entry => ({ type: "end_failed", grant: of, body: { ...bodies.end_failed, because: why } })),
  fc.tuple(fc.subarray(["a", "b", "c", "d"]), fc.boolean(), fc.nat()).map(([of, standing, nonce]): Entry => ({
    type: "revoke_ordered",
    body: { ...bodies.revoke_ordered, grants: of.map(id), standing, statement: digest(String(nonce % 3)) },
  })),
  fc
    .nat()
    .map((nonce): Entry => ({ type: "lifted", body: { ...bodies.lifted, statement: digest(String(nonce % 3)) } })),
  fc.tuple(grant, fc.nat()).map(([of, nonce]): Entry => ({
    type: "objected",
    grant: of,
    body: { by: "dana", statement: digest(String(nonce % 3)) },
  })),
  fc
    .tuple(fc.constantFrom(...eventTypes.filter((type) => type !== "genesis")), grant)
    .map(([type, of]): Entry => ({ type, grant: of })),
);

/** Minutes, hours, days and months lie between events. */
const wait = fc.oneof(
  fc.integer({ min: 0, max: 100 }),
  fc.integer({ min: 0, max: 90_000 }),
  fc.integer({ min: 0, max: 40 * 86_400 }),
);

const entries: fc.Arbitrary<Entry[]> = fc
  .array(fc.record({ body, wait, main: fc.option(fc.integer({ min: 1, max: 9 })) }), { maxLength: 25 })
  .map((some) => {
    let at = 0;
    return some.map(({ body: one, wait: seconds, main }): Entry => {
      at += seconds;
      return { ...one, at, main: main === null ? null : commit(main) };
    });
  });

const files = (shards: ReadonlyMap<string, Uint8Array>): Map<string, { bytes: Uint8Array }> =>
  new Map([...shards].map(([path, bytes]) => [path, { bytes }]));

describe("fold", () => {
  it("of a prefix and then the rest is fold of all", () => {
    fc.assert(
      fc.property(entries, fc.nat(), (some, cut) => {
        const { sealed, state } = historyOf(some);
        const at = 1 + (cut % sealed.length);
        expect(foldAll(foldAll(null, sealed.slice(0, at)), sealed.slice(at))).toEqual(state);
        expect(foldAll(null, sealed)).toEqual(state);
      }),
    );
  });

  it("gives the same after the state was written and read again", () => {
    fc.assert(
      fc.property(entries, fc.nat(), (some, cut) => {
        const { sealed, state } = historyOf(some);
        const at = 1 + (cut % sealed.length);
        const stored = fromShards(files(toShards(foldAll(null, sealed.slice(0, at))!)));
        expect(foldAll(stored, sealed.slice(at))).toEqual(state);
        expect(stateDigest(toShards(foldAll(stored, sealed.slice(at))!))).toBe(stateDigest(toShards(state)));
      }),
    );
  });

  it("never changes what it was given", () => {
    fc.assert(
      fc.property(entries, (some) => {
        let state: State | null = null;
        for (const { event, digest: known } of historyOf(some).sealed) {
          const copy: State | null = structuredClone(state);
          const next: State = fold(state, event, known);
          expect(state).toEqual(copy);
          state = next;
        }
      }),
      { numRuns: 50 },
    );
  });

  it("S48 never brings back a grant that has ended", () => {
    fc.assert(
      fc.property(entries, (some) => {
        const ended = new Set<string>();
        const { sealed } = historyOf(some);
        let state: State | null = null;
        for (const { event } of sealed) {
          if (event.type === "admitted" && event.grant !== null) ended.delete(event.grant);
          state = fold(state, event);
          for (const one of Object.values(state.grants)) {
            expect(ended.has(one.id) && one.state !== "ended").toBe(false);
            expect(one.state === "ended").toBe(one.ended !== null);
            if (one.ended !== null) ended.add(one.id);
          }
        }
      }),
    );
  });
});

describe("the state's files", () => {
  it("read back as they were written", () => {
    fc.assert(
      fc.property(entries, (some) => {
        const { state } = historyOf(some);
        expect(fromShards(files(toShards(state)))).toEqual(state);
      }),
    );
  });

  it("become those of the next state by the changed ones alone", () => {
    fc.assert(
      fc.property(entries, fc.nat(), (some, cut) => {
        const { sealed, state } = historyOf(some);
        const before = foldAll(null, sealed.slice(0, 1 + (cut % sealed.length)))!;
        const kept = toShards(before);
        for (const [path, bytes] of changedShards(before, state))
          if (bytes === null) kept.delete(path);
          else kept.set(path, bytes);
        expect(new Map([...kept].sort())).toEqual(new Map([...toShards(state)].sort()));
      }),
    );
  });
});

describe("an event", () => {
  it("reads back as it was sealed, and its message is its own", () => {
    fc.assert(
      fc.property(entries, (some) => {
        for (const { event, text, digest: known } of historyOf(some).sealed) {
          expect(readEvent(new TextEncoder().encode(`${text}\n`))).toEqual(event);
          expect(isMessageOf(toMessage(event, known), event, known)).toBe(true);
        }
      }),
      { numRuns: 30 },
    );
  });

  it("S26 is another one after any change of a byte", () => {
    const link = { seq: 6, digest: digest("before"), at: morning };
    const one: Sealed = seal(link, toDraft({ type: "admitted", grant: id("a") }));
    const bytes = new TextEncoder().encode(`${one.text}\n`);
    fc.assert(
      fc.property(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const altered = bytes.slice();
        altered[at] = altered[at]! ^ by;
        const read = readEvent(altered);
        expect(read === null || digestBytes(canonicalEvent(read)) !== one.digest).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
