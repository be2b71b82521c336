import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { TargetTraits } from "../../src/core/config/config.ts";
import type { Given } from "../../src/core/grant/grant.ts";
import type { Holding, Observation } from "../../src/core/plan/holding.ts";
import type { Assignment } from "../../src/core/plan/plan.ts";
import { after, instant } from "../../src/core/time/instant.ts";
import type { Instant } from "../../src/core/time/instant.ts";
import type { Recorded, Target, TargetReader } from "../../src/ports/target.ts";

/** A session that somebody keeps open. */
export interface Session {
  /** Resolves to true once it was cut, to false when it still works after a while. */
  wasCut(): Promise<boolean>;
}

/** A target of one kind with everything around it, as the suite needs it. Its clock stands. */
export interface World {
  readonly traits: TargetTraits;
  readonly target: Target;
  readonly reader: TargetReader;
  readonly identity: string;
  readonly now: Instant;
  /** What may never come out of it. */
  readonly secrets: readonly string[];
  /** Rights that two assignments can differ by. */
  readonly rights: readonly [Assignment["rights"], Assignment["rights"]];
  /** A public key for a new request, of the form that the kind asks for; null where it asks for none. */
  publicKey(): string | null;
  /** Whether what was given works now, tried the way its holder would. */
  works(given: Given, assignment: Assignment): Promise<boolean>;
  /** Opens a session and keeps it; null where the kind knows none. */
  openSession(given: Given, assignment: Assignment): Promise<Session | null>;
  /** Everything that the target holds, as text: to prove that nothing changed. */
  contents(): Promise<string>;
  /** Gives the same access by hand, as an administrator would; null where the target cannot show such. */
  giveByHand(principal: string, rights: Assignment["rights"]): Promise<string | null>;
  breakDown(): Promise<void>;
  repair(): Promise<void>;
  close(): Promise<void>;
}

const grant = "payments/reports/2026-11-22-alice";
const options = { signal: AbortSignal.timeout(60_000) };

/** The promises of ports/target.ts, tried on one kind. A later kind adds its world, and nothing here. */
export function describeTarget(kind: string, makeWorld: () => Promise<World>): void {
  describe(`${kind} keeps the promises of a target`, () => {
    let world: World;
    beforeEach(async () => {
      world = await makeWorld();
    });
    afterEach(async () => {
      await world.close();
    });

    function assignment(over: Partial<Assignment> = {}): Assignment {
      return {
        target: "door",
        principal: "alice",
        rights: world.rights[0],
        from: world.now,
        until: after(world.now, 3600),
        grants: [grant],
        publicKey: world.publicKey(),
        obligations: [],
        ...over,
      };
    }

    async function start(asked: Assignment, name = grant): Promise<Recorded> {
      const given = await world.target.ensure(name, asked, null, options);
      return { grant: name, principal: asked.principal, rights: asked.rights, given };
    }

    async function look(...recorded: Recorded[]): Promise<readonly Holding[]> {
      const seen = await world.reader.observe({ recorded, starting: [] }, options);
      return complete(seen).holdings;
    }

    async function holdingOf(recorded: Recorded): Promise<Holding> {
      const found = (await look(recorded)).find(({ ref }) => ref === recorded.given.ref);
      return found ?? expect.fail(`${recorded.given.ref} is not shown`);
    }

    it("finds what is weak without changing anything, and says what an attacker would do and how to mend it", async () => {
      const before = await world.contents();
      const found = await world.reader.checks(options);
      expect(await world.contents()).toBe(before);
      for (const { code, about, message, attack, next } of found) {
        expect(code).toMatch(/^[A-Z][A-Z0-9_]+$/);
        expect(about).toBe("target door");
        for (const text of [message, attack, next]) expect(text).not.toBe("");
      }
      for (const secret of world.secrets) expect(JSON.stringify(found)).not.toContain(secret);
    });

    it("shows its pinned identity, and nothing where nothing was given", async () => {
      const seen = complete(await world.reader.observe({ recorded: [], starting: [] }, options));
      expect(seen.identity).toBe(world.identity);
      expect(seen.holdings).toEqual([]);
    });

    it("gives what was asked, and shows it as ours with its end", async () => {
      const asked = assignment();
      const recorded = await start(asked);
      expect(recorded.given.until).toBe(asked.until);
      expect(await holdingOf(recorded)).toMatchObject({
        target: "door",
        principal: "alice",
        rights: asked.rights,
        grant,
      });
      expect(await world.works(recorded.given, asked)).toBe(true);
    });

    it("gives once however often it is asked", async () => {
      const asked = assignment();
      const first = await start(asked);
      const contents = await world.contents();
      const second = await start(asked);
      expect(second.given.ref).toBe(first.given.ref);
      expect(await world.contents()).toBe(contents);
      expect(await look(second)).toHaveLength(1);
    });

    it("ends what it gave: it works no more, and is shown no more", async () => {
      const asked = assignment();
      const recorded = await start(asked);
      await world.target.end(await holdingOf(recorded), options);
      expect(await world.works(recorded.given, asked)).toBe(false);
      expect(await look(recorded)).toEqual([]);
    });

    it("ends once however often it is asked", async () => {
      const recorded = await start(assignment());
      const holding = await holdingOf(recorded);
      await world.target.end(holding, options);
      const contents = await world.contents();
      await world.target.end(holding, options);
      expect(await world.contents()).toBe(contents);
    });

    it("gives and ends as many at a time as it says, each as if it were the only one", async () => {
      const names = Array.from({ length: world.target.atOnce }, (_, index) => `${grant}-${index}`);
      const started = await Promise.all(
        names.map((name, index) => start(assignment({ principal: `p${index}` }), name)),
      );
      const shown = await look(...started);
      expect(shown.map(({ grant }) => grant).toSorted()).toEqual(names);
      await Promise.all(
        shown.map(async (holding) => {
          await world.target.end(holding, options);
          await world.target.endSessions(holding, options);
        }),
      );
      expect(await look(...started)).toEqual([]);
    });

    it("ends one holding and no other", async () => {
      const asked = assignment();
      const [hers, his] = [await start(asked), await start(assignment({ principal: "bob" }), `${grant}-bob`)];
      await world.target.end(await holdingOf(his), options);
      expect(await look(hers, his)).toEqual([await holdingOf(hers)]);
      expect(await world.works(hers.given, asked)).toBe(true);
    });

    it("gives again after an end, in the name of the same grant", async () => {
      const asked = assignment();
      const first = await start(asked);
      await world.target.end(await holdingOf(first), options);
      const second = await start(asked);
      expect(await world.works(second.given, asked)).toBe(true);
      expect(await look(second)).toHaveLength(1);
    });

    it("moves the end when an adjustment is longer, and then ends all of it", async () => {
      const asked = assignment();
      const first = await start(asked);
      const longer = assignment({ until: after(asked.until, 600) });
      const given = await world.target.ensure(grant, longer, await holdingOf(first), options);
      const moved: Recorded = { ...first, given };
      expect(await look(first, moved)).toMatchObject([{ ref: given.ref, until: longer.until, grant }]);
      expect(await world.works(given, longer)).toBe(true);
      await world.target.end(await holdingOf(moved), options);
      expect([await world.works(first.given, asked), await world.works(given, longer)]).toEqual([false, false]);
      expect(await look(moved)).toEqual([]);
    });

    it("leaves nothing of the longer lease when an adjustment is shorter", async () => {
      const asked = assignment();
      const first = await start(asked);
      const shorter = assignment({ until: after(asked.until, -600) });
      const given = await world.target.ensure(grant, shorter, await holdingOf(first), options);
      expect((await holdingOf({ ...first, given })).until).toBe(shorter.until);
      expect(await world.works(given, shorter)).toBe(true);
      const outlives = given.ref !== first.given.ref && (await world.works(first.given, asked));
      expect(outlives).toBe(false);
    });

    it("S31 builds nothing without an end, or with one that has passed", async () => {
      const from = after(world.now, -7200);
      for (const until of [from, after(world.now, -1), after(world.now, 0)]) {
        await expect(world.target.ensure(grant, assignment({ from, until }), null, options)).rejects.toMatchObject({
          code: "TARGET_WINDOW_EMPTY",
        });
      }
      expect(await look()).toEqual([]);
    });

    it.each(["", "*", "*.example", "alice,CN=root", "alice\nbob", "alice\0", "a".repeat(300)])(
      "S30 S31 gives nothing to a principal called %j",
      async (principal) => {
        const contents = await world.contents();
        await expect(world.target.ensure(grant, assignment({ principal }), null, options)).rejects.toMatchObject({
          code: "TARGET_ACCOUNT_UNFIT",
        });
        expect(await world.contents()).toBe(contents);
      },
    );

    it("S32 an end that an unreachable target did not hear never counts", async () => {
      const asked = assignment();
      const recorded = await start(asked);
      const holding = await holdingOf(recorded);
      await world.breakDown();
      await expect(world.target.end(holding, options)).rejects.toMatchObject({ code: "TARGET_UNREACHABLE" });
      expect(await world.reader.observe({ recorded: [recorded], starting: [] }, options)).toMatchObject({
        ok: false,
        code: "TARGET_UNREACHABLE",
      });
      await world.repair();
      expect(await look(recorded)).toEqual([holding]);
      await world.target.end(holding, options);
      expect(await look(recorded)).toEqual([]);
    });

    it("S32 an unreachable target gives nothing", async () => {
      await world.breakDown();
      await expect(world.target.ensure(grant, assignment(), null, options)).rejects.toMatchObject({
        code: "TARGET_UNREACHABLE",
      });
    });

    it("S33 never touches what someone else gave, the same principal and rights included", async () => {
      const foreign = await world.giveByHand("alice", world.rights[0]);
      const recorded = await start(assignment());
      await world.target.end(await holdingOf(recorded), options);
      expect(await look(recorded)).toMatchObject(foreign === null ? [] : [{ ref: foreign, grant: null }]);
    });

    it("S34 cuts a session that is open when the access ends, or says that it cannot", async () => {
      const asked = assignment();
      const recorded = await start(asked);
      const session = await world.openSession(recorded.given, asked);
      const holding = await holdingOf(recorded);
      await world.target.end(holding, options);
      const { supported } = await world.target.endSessions(holding, options);
      expect(supported).toBe(world.traits.endsSessions);
      expect(session === null ? supported : await session.wasCut()).toBe(supported);
    });

    it("S35 looking changes nothing, and who only looks has no way to change", async () => {
      const recorded = await start(assignment());
      const contents = await world.contents();
      await look(recorded);
      expect(await world.contents()).toBe(contents);
      expect(Object.keys(world.reader).toSorted()).toEqual(["checks", "close", "observe"]);
    });

    it("S41 puts no secret into what it answers or throws", async () => {
      const recorded = await start(assignment());
      const seen = await world.reader.observe({ recorded: [recorded], starting: [] }, options);
      const thrown = await world.target.ensure(grant, assignment({ principal: "" }), null, options).catch(String);
      const said = JSON.stringify([recorded, seen, thrown]);
      expect(world.secrets.filter((secret) => said.includes(secret))).toEqual([]);
    });

    it("stops when it is told to", async () => {
      const signal = AbortSignal.abort(new Error("deadline"));
      await expect(world.target.ensure(grant, assignment(), null, { signal })).rejects.toThrow("deadline");
      await expect(world.reader.observe({ recorded: [], starting: [] }, { signal })).rejects.toThrow("deadline");
    });
  });
}

function complete(seen: Observation): Extract<Observation, { ok: true }> {
  return seen.ok ? seen : expect.fail(seen.message);
}

/** The moment at which every world's clock stands first: this very second, for verifiers have clocks of their own. */
export function thisSecond(): Instant {
  return instant(Math.floor(Date.now() / 1000) * 1000);
}
