import fc from "fast-check";
import type { Death } from "../../fakes/mortal.ts";
import { after, instant } from "../../../src/core/time/instant.ts";
import { requestText } from "../../fakes/town.ts";
import { resources, type Asked, type Plot, type Weakness } from "./plot.ts";

/** One thing that happens. What it answers is whether an engine ran, and whether to its end. */
export interface Step {
  readonly says: string;
  readonly take: (plot: Plot) => Promise<{ readonly isWhole: boolean } | null>;
}

const who = fc.constantFrom("alice" as const, "bob" as const);
const resource = fc.constantFrom(...resources);
const target = fc.constantFrom("db" as const, "door" as const);
const weakness = fc.constantFrom<Weakness | null>("unreachable", "late", "lies", "emptyListing", "twice", null, null);
const minutes = fc.constantFrom(1, 5, 20, 45, 61, 119, 125, 300);
const clockOff = fc.constantFrom(-86_400_000, -600_000, -90_000, 0, 0, 30_000, 600_000, 86_400_000);
const which = fc.nat(20);
const death = fc.record({
  call: fc.integer({ min: 1, max: 70 }),
  when: fc.constantFrom("before" as const, "after" as const),
});

/** Everything that may happen, engines that run or die more often than the rest. */
export const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.constant(step("an engine runs", (plot) => run(plot, null))) },
  {
    weight: 4,
    arbitrary: death.map((at) => step(`an engine dies ${at.when} call ${at.call}`, (plot) => run(plot, at))),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(death, which)
      .map(([at]) => step(`two engines run, and one dies ${at.when} call ${at.call}`, (plot) => both(plot, at))),
  },
  {
    weight: 6,
    arbitrary: fc
      .tuple(who, resource, fc.nat(7))
      .map(([by, of, more]) => step(`${by} asks for ${of} (${more})`, (plot) => ask(plot, { by, of, more }))),
  },
  { weight: 2, arbitrary: which.map((n) => step(`request ${n} is agreed to`, (plot) => approve(plot, n))) },
  { weight: 3, arbitrary: which.map((n) => step(`request ${n} is merged`, (plot) => merge(plot, n))) },
  { weight: 2, arbitrary: which.map((n) => step(`request ${n} is extended`, (plot) => extend(plot, n))) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(which, fc.constantFrom("dana" as const, "vera" as const))
      .map(([n, by]) => step(`${by} revokes ${n}`, (plot) => revoke(plot, n, by))),
  },
  { weight: 1, arbitrary: which.map((n) => step(`the file of ${n} is deleted by nobody`, (plot) => drop(plot, n))) },
  { weight: 1, arbitrary: who.map((one) => step(`${one} is pushed past every review`, (plot) => push(plot, one))) },
  { weight: 1, arbitrary: who.map((one) => step(`${one} is sent away`, (plot) => suspend(plot, one))) },
  { weight: 6, arbitrary: minutes.map((n) => step(`${n} minutes pass`, (plot) => pass(plot, n))) },
  {
    weight: 2,
    arbitrary: clockOff.map((ms) =>
      step(`the engine's clock is ${ms / 1000} s off`, (plot) => now(() => void (plot.clockOffMs = ms))),
    ),
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(target, weakness)
      .map(([of, how]) => step(`${of}: ${how ?? "well"}`, (plot) => now(() => plot.weaken(of, how)))),
  },
  {
    weight: 1,
    arbitrary: fc
      .boolean()
      .map((is) => step(`the remote is ${is ? "down" : "up"}`, (plot) => now(() => void (plot.isRemoteDown = is)))),
  },
  {
    weight: 1,
    arbitrary: fc
      .boolean()
      .map((is) => step(`pushes are ${is ? "refused" : "taken"}`, (plot) => now(() => void (plot.isPushRefused = is)))),
  },
  {
    weight: 1,
    arbitrary: fc
      .boolean()
      .map((is) =>
        step(`the witness is ${is ? "away" : "there"}`, (plot) => now(() => void (plot.witness.unreachable = is))),
      ),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(1, 3, 30)
      .map((n) => step(`${n} pushes lose their race`, (plot) => now(() => void (plot.town.history.lostRaces = n)))),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(who, target)
      .map(([one, of]) =>
        step(`an administrator gives ${one} something on ${of}`, (plot) => now(() => byHand(plot, one, of))),
      ),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(which, target)
      .map(([n, of]) => step(`a holder strips a marker on ${of} (${n})`, (plot) => now(() => strip(plot, of, n)))),
  },
);

function step(says: string, take: Step["take"]): Step {
  return { says, take };
}

async function run(plot: Plot, at: Death | null): Promise<{ isWhole: boolean }> {
  return { isWhole: await plot.run(at) };
}

async function both(plot: Plot, at: Death): Promise<{ isWhole: boolean }> {
  const [one] = await Promise.all([plot.run(null), plot.run(at)]);
  return { isWhole: one };
}

async function now(act: () => void): Promise<null> {
  act();
  return Promise.resolve(null);
}

/** more: whether it is signed, agreed to, merged at once; two in three are. */
async function ask(
  plot: Plot,
  { by, of, more }: { by: "alice" | "bob"; of: Asked["resource"]; more: number },
): Promise<null> {
  const id = `${of}/2026-11-23-${plot.name()}`;
  const asked: Asked = {
    id,
    who: by,
    resource: of,
    extends: null,
    signed: more !== 7,
    approved: false,
    merged: false,
    revoked: false,
  };
  const start = after(plot.town.now, 1800);
  const later = more === 6 ? `start: ${new Date(start).toISOString().slice(0, 19)}Z\n` : "";
  await plot.town.ask(by, id, { text: requestText(by, later), sign: asked.signed });
  plot.asked.push(asked);
  if (more === 0) return null;
  await approveOne(plot, asked);
  if (more > 1) mergeOne(plot, asked);
  return null;
}

async function approve(plot: Plot, n: number): Promise<null> {
  const asked = pick(plot.asked, n);
  if (asked !== undefined && !asked.merged && !asked.approved) await approveOne(plot, asked);
  return null;
}

/** Whose name no longer stands in the rules cannot be agreed to, and nobody would. */
async function approveOne(plot: Plot, asked: Asked): Promise<void> {
  if (plot.sent.has(asked.who)) return;
  await plot.town.approve(asked.who === "alice" ? "bob" : "alice", asked.id);
  asked.approved = true;
}

async function merge(plot: Plot, n: number): Promise<null> {
  const asked = pick(plot.asked, n);
  return now(() => {
    if (asked !== undefined && !asked.merged) mergeOne(plot, asked);
  });
}

function mergeOne(plot: Plot, asked: Asked): void {
  plot.town.merge(asked.id);
  asked.merged = true;
}

async function extend(plot: Plot, n: number): Promise<null> {
  const old = pick(plot.asked, n);
  if (old === undefined) return null;
  const id = `${old.resource}/2026-11-23-${plot.name()}`;
  const asked: Asked = { ...old, id, extends: old.id, signed: true, approved: false, merged: false, revoked: false };
  await plot.town.ask(old.who, id, { text: requestText(old.who, `extends: ${old.id}\n`) });
  plot.asked.push(asked);
  await approveOne(plot, asked);
  mergeOne(plot, asked);
  return null;
}

async function revoke(plot: Plot, n: number, by: "dana" | "vera"): Promise<null> {
  const asked = pick(plot.asked, n);
  if (asked === undefined) return null;
  await plot.town.order(by, { do: "revoke", match: { request: asked.id }, reason: "No longer needed" });
  if (by === "dana") asked.revoked = true;
  return null;
}

async function drop(plot: Plot, n: number): Promise<null> {
  const asked = pick(plot.asked, n);
  return now(() => {
    if (asked?.merged !== true) return;
    const name = plot.name();
    plot.town.write(name, { [`requests/${asked.id}.yaml`]: null });
    plot.town.merge(name);
  });
}

/** A commit straight to main, which no request branch ever held. */
async function push(plot: Plot, one: "alice" | "bob"): Promise<null> {
  const id = `payments/office/2026-11-23-${plot.name()}`;
  const { repository, main } = plot.town.world;
  return now(() => {
    repository.commit({
      files: { [`requests/${id}.yaml`]: requestText(one) },
      parents: [main],
      at: Math.floor(plot.town.now / 1000),
    });
  });
}

async function suspend(plot: Plot, one: "alice" | "bob"): Promise<null> {
  if (plot.sent.size > 0) return null;
  const path = "policies/catalog/people.yaml";
  const { repository, main } = plot.town.world;
  const entry = repository.tree(main).get(path);
  const text = new TextDecoder().decode(repository.bytes(entry?.oid ?? "") ?? new Uint8Array());
  plot.sent.add(one);
  await plot.town.change({ [path]: text.replace(`${one}: {`, `${one}: { suspended: true,`) });
  return null;
}

async function pass(plot: Plot, n: number): Promise<null> {
  return now(() => {
    plot.town.pass(n);
    plot.latest = instant(Math.max(plot.latest, plot.town.now));
  });
}

/**
 * Not while the ledger says that something was begun for the same account and is not known to be over: what appears then
 * with its effect may count as ours, for nobody could tell the two apart (the fourth promise).
 */
function byHand(plot: Plot, one: "alice" | "bob", of: "db" | "door"): void {
  const isOpen = Object.values(plot.town.view.state.grants).some(
    ({ subject, effect, begun, given, state }) =>
      subject === one && effect.target === of && begun && (given === null || state !== "ended"),
  );
  if (isOpen) return;
  const fake = plot.town.target(of);
  const rights = { role: of === "db" ? "ro" : "in" };
  if (plot.foreign.some(({ target: there, holding }) => there === of && holding.principal === one)) return;
  plot.foreign.push({ target: of, holding: fake.giveByHand(one, rights) });
}

function strip(plot: Plot, of: "db" | "door", n: number): void {
  const { held } = plot.town.target(of);
  const found = pick([...held], n);
  if (found === undefined || plot.foreign.some(({ holding }) => holding === found[1])) return;
  held.set(found[0], { ...found[1], grant: null });
  plot.stripped.add(found[0]);
}

function pick<Item>(items: readonly Item[], n: number): Item | undefined {
  return items.length === 0 ? undefined : items[n % items.length];
}
