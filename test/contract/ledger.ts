import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Draft, Event } from "../../src/core/ledger/event.ts";
import { digestJson } from "../../src/core/json/digest.ts";
import type { Json } from "../../src/core/json/value.ts";
import { foldAll } from "../../src/core/ledger/fold.ts";
import type { CallOptions } from "../../src/ports/call-options.ts";
import type { Appended, Departure, Ledger, LedgerView } from "../../src/ports/ledger.ts";
import { collect } from "../fakes/collect.ts";
import { alice, commit, toDraft } from "../unit/core/ledger/history.ts";

/** One writer or reader of a history: its ledger, and how it comes to see what others published. */
export interface Party {
  readonly ledger: Ledger;
  refresh(): Promise<void>;
}

/** A place for one history, empty at first, with as many parties as a test asks for. */
export interface LedgerWorld {
  beginning(): readonly Draft[];
  party(how?: { readonly hasKey: boolean }): Promise<Party>;
  close(): Promise<void>;
}

const options: CallOptions = { signal: new AbortController().signal };

const life: readonly Draft[] = [
  toDraft({ type: "admitted", grant: alice, main: commit(2) }),
  toDraft({ type: "starting", grant: alice, at: 1 }),
  toDraft({ type: "activated", grant: alice, at: 2 }),
];

/** The promises of ports/ledger.ts, tried on one implementation. */
export function describeLedger(name: string, makeWorld: () => Promise<LedgerWorld>): void {
  describe(`${name} keeps the promises of a ledger`, () => {
    let world: LedgerWorld;
    beforeEach(async () => {
      world = await makeWorld();
    });
    afterEach(async () => {
      await world.close();
    });

    async function see(party: Party): Promise<LedgerView> {
      await party.refresh();
      const { view } = await party.ledger.open(options);
      if (view === null) throw new Error("nothing was ever written");
      return view;
    }

    async function begun(): Promise<{ readonly party: Party; readonly view: LedgerView }> {
      const founder = await world.party();
      await founder.ledger.create(world.beginning(), options);
      const party = await world.party();
      return { party, view: await see(party) };
    }

    async function all(ledger: Ledger, view: LedgerView, from = 1): Promise<readonly Event[]> {
      const found: Event[] = [];
      for await (const event of ledger.events(view, from, options)) found.push(event);
      return found;
    }

    it("is missing until it is created", async () => {
      const party = await world.party();
      await party.refresh();
      const { ledger } = party;
      const { view, distrust } = await ledger.open(options);
      expect([view, distrust?.code]).toEqual([null, "LEDGER_MISSING"]);
      expect(await ledger.verify(options)).toMatchObject({
        ok: false,
        events: 0,
        first_bad: { code: "LEDGER_MISSING" },
      });
    });

    it("is seen by others as it was created", async () => {
      const { ledger } = await world.party();
      const created = wrote(await ledger.create(world.beginning(), options));
      const view = await see(await world.party());
      expect(view).toEqual({ tip: created.tip, state: created.state, distrust: null });
      expect(view.state).toMatchObject({ seq: 2, genesis: digestJson(created.events[0] as unknown as Json) });
    });

    it("is created once", async () => {
      const { party } = await begun();
      await expect(party.ledger.create(world.beginning(), options)).rejects.toMatchObject({ code: "LEDGER_EXISTS" });
    });

    it("goes on with what is appended, and folds it", async () => {
      const { party, view } = await begun();
      const { tip, state, events } = wrote(await party.ledger.append(view, life, options));
      expect([tip.seq, tip.digest]).toEqual([5, digestJson(events[2] as unknown as Json)]);
      expect(state.grants[alice]?.state).toBe("active");
      const other = await world.party();
      const seen = await see(other);
      expect(seen).toEqual({ tip, state, distrust: null });
      expect(
        foldAll(
          null,
          (await all(other.ledger, seen)).map((event) => ({ event })),
        ),
      ).toEqual(state);
    });

    it("takes several runs, one after the other, without being opened again", async () => {
      const { party, view } = await begun();
      let at = view;
      for (const draft of life) {
        const { tip, state } = wrote(await party.ledger.append(at, [draft], options));
        at = { tip, state, distrust: null };
      }
      expect(await see(await world.party())).toEqual(at);
    });

    it("leaves nothing of an append on a tip that has moved", async () => {
      const { party, view } = await begun();
      const other = await world.party();
      const { tip, state } = wrote(await other.ledger.append(await see(other), life.slice(0, 1), options));
      expect(await party.ledger.append(view, life, options)).toEqual({ outcome: "moved" });
      expect(await see(party)).toEqual({ tip, state, distrust: null });
      expect((await party.ledger.verify(options)).events).toBe(3);
    });

    it("appends nothing for who has no key", async () => {
      const { view } = await begun();
      const reader = await world.party({ hasKey: false });
      const seen = await see(reader);
      expect(seen).toEqual(view);
      await expect(reader.ledger.append(seen, life, options)).rejects.toMatchObject({ code: "LEDGER_KEY_MISSING" });
      expect((await see(reader)).tip).toEqual(view.tip);
    });

    it("appends nothing above what is not believed", async () => {
      const { party, view } = await begun();
      const distrust = { code: "LEDGER_REWOUND", message: "It was rewound.", next: "Ask." } as const;
      const append = party.ledger.append({ ...view, distrust }, life, options);
      await expect(append).rejects.toMatchObject({ code: "LEDGER_NOT_BELIEVED" });
      expect((await see(party)).tip).toEqual(view.tip);
    });

    it("stays as it is where there is nothing to append", async () => {
      const { party, view } = await begun();
      const { tip, state, events } = wrote(await party.ledger.append(view, [], options));
      expect({ tip, state, events }).toEqual({ tip: view.tip, state: view.state, events: [] });
    });

    it("leaves nothing of a run with an event that could not be read again", async () => {
      const { party, view } = await begun();
      const malformed: Draft = { ...toDraft({ type: "frozen" }), body: { code: "STOPPED", reason: "just so" } };
      const append = party.ledger.append(view, [...life, malformed], options);
      await expect(append).rejects.toMatchObject({ code: "EVENT_MALFORMED" });
      expect(await see(party)).toEqual(view);
    });

    it("tells the event and the digest at each sequence up to the tip, and no other", async () => {
      const { party, view } = await begun();
      const { tip, state, events } = wrote(await party.ledger.append(view, life, options));
      const now = { tip, state, distrust: null };
      for (const event of events) {
        expect(await party.ledger.eventAt(now, event.seq, options)).toEqual(event);
        expect(await party.ledger.digestAt(now, event.seq, options)).toBe(digestJson(event as unknown as Json));
      }
      for (const seq of [0, -1, 1.5, 6]) {
        expect(await party.ledger.eventAt(now, seq, options)).toBeNull();
        expect(await party.ledger.digestAt(now, seq, options)).toBeNull();
      }
      expect(await party.ledger.eventAt(view, 3, options)).toBeNull();
    });

    it("tells events from a sequence on, oldest first", async () => {
      const { party, view } = await begun();
      const { tip, state } = wrote(await party.ledger.append(view, life, options));
      const now = { tip, state, distrust: null };
      expect((await all(party.ledger, now)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
      expect((await all(party.ledger, now, 4)).map(({ type }) => type)).toEqual(["starting", "activated"]);
      expect(await all(party.ledger, now, 6)).toEqual([]);
      expect((await all(party.ledger, view)).map(({ seq }) => seq)).toEqual([1, 2]);
      const some = await collect(party.ledger.events(now, 1, { ...options, types: ["genesis", "activated"] }));
      expect(some.map(({ seq }) => seq)).toEqual([1, 5]);
    });

    it("verifies, and says how far and from when until when", async () => {
      const { party, view } = await begun();
      const { tip, events } = wrote(await party.ledger.append(view, life, options));
      expect(await party.ledger.verify(options)).toEqual({
        ok: true,
        events: 5,
        head: tip.commit,
        digest: tip.digest,
        from: events[0]?.at,
        until: events[2]?.at,
        first_bad: null,
      });
    });

    it("tells the history up to an event that ended a run, by its digest alone", async () => {
      const { party, view } = await begun();
      wrote(await party.ledger.append(view, life, options));
      const reader = await world.party({ hasKey: false });
      await see(reader);
      const { seq, digest } = view.tip;
      expect(await reader.ledger.upTo({ seq, digest }, options)).toEqual(view);
      const other = digestJson("another");
      expect(await reader.ledger.upTo({ seq, digest: other }, options)).toBeNull();
      expect(await reader.ledger.upTo({ seq: seq + 1, digest }, options)).toBeNull();
      expect(await reader.ledger.upTo({ seq: 99, digest }, options)).toBeNull();
    });

    it("S81 goes on from such an event after a recovery, lists what it leaves, and never goes back", async () => {
      const { party, view } = await begun();
      const { tip, events } = wrote(await party.ledger.append(view, life, options));
      const { seq, digest } = view.tip;
      const good = await party.ledger.upTo({ seq, digest }, options);
      if (good === null) throw new Error("it was there");
      const recovered = ({ branch, dropped }: Departure): Draft =>
        toDraft({
          type: "recovered",
          body: { by: [], ledger: { seq, digest }, trust: [], distrust: [], dropped, branch },
          at: 5,
        });
      const after = wrote(await party.ledger.recover(good, recovered, options));
      expect(after.events[0]?.body).toMatchObject({
        branch: "ledger/2",
        dropped: events.map((event) => digestJson(event as unknown as Json)),
      });
      const other = await world.party();
      const seen = await see(other);
      expect(seen).toEqual({ tip: after.tip, state: after.state, distrust: null });
      expect(seen.state).toMatchObject({ branch: "ledger/2", recovered: seq + 1 });
      expect((await all(other.ledger, seen)).map(({ type }) => type)).toEqual([
        "genesis",
        "rules_accepted",
        "recovered",
      ]);
      const next = wrote(await other.ledger.append(seen, life, options));
      expect(await see(party)).toMatchObject({ tip: next.tip, distrust: null });
      expect(next.tip.commit).not.toBe(tip.commit);
      expect(await party.ledger.verify(options)).toMatchObject({ ok: true, events: 6 });
    });

    it("never lets an event run behind its predecessor's time", async () => {
      const { party, view } = await begun();
      const backwards = [toDraft({ type: "frozen", at: 60 }), toDraft({ type: "frozen", at: -60 })];
      const { events } = wrote(await party.ledger.append(view, backwards, options));
      expect(events[1]?.at).toBe(events[0]?.at);
    });
  });
}

function wrote(answer: Appended): Extract<Appended, { readonly outcome: "appended" }> {
  if (answer.outcome !== "appended") throw new Error(answer.outcome);
  return answer;
}
