import fc from "fast-check";
import { setTimeout as wait } from "node:timers/promises";
import type { RealPlot } from "./plot.ts";

/** One thing that happens. */
export interface RealStep {
  readonly says: string;
  readonly take: (plot: RealPlot) => Promise<void>;
}

const person = fc.integer({ min: 1, max: 6 }).map((n) => `p${n}`);
const what = fc.constantFrom("login" as const, "login" as const, "vault" as const, "entry" as const);
const seconds = fc.integer({ min: 6, max: 16 });
const which = fc.nat(20);
const clockOff = fc.constantFrom(0, 0, 0, -86_400_000, -600_000, 600_000, 86_400_000);

function step(says: string, take: (plot: RealPlot) => Promise<void> | void): RealStep {
  return { says, take: async (plot) => take(plot) };
}

function often(
  weight: number,
  arbitrary: fc.Arbitrary<RealStep>,
): { weight: number; arbitrary: fc.Arbitrary<RealStep> } {
  return { weight, arbitrary };
}

const asks: fc.Arbitrary<RealStep> = fc.tuple(what, person, seconds, fc.nat(9)).map(([of, who, long, more]) =>
  step(`${who} asks for ${of}, ${long} s${more === 9 ? ", unsigned" : ""}${more === 8 ? ", unapproved" : ""}`, (plot) =>
    plot.ask(of, who, `${long}s`, {
      ...(more === 9 && { isSigned: false }),
      ...(of === "vault" && more !== 8 && { approvedBy: who === "p1" ? "p2" : "p1" }),
    }),
  ),
);

/** Everything that may happen; what people ask more often than the rest. */
const steps: fc.Arbitrary<RealStep> = fc.oneof(
  often(14, asks),
  often(
    1,
    person.map((who) =>
      step(`${who} is pushed past every review`, (plot) => plot.ask("login", who, "10s", { isPushed: true })),
    ),
  ),
  often(
    2,
    fc
      .tuple(which, seconds)
      .map(([n, long]) => step(`request ${n} is extended by ${long} s`, (plot) => extend(plot, n, long))),
  ),
  often(
    2,
    which.map((n) => step(`who asked revokes ${n}`, (plot) => revoke(plot, n, true))),
  ),
  often(
    1,
    which.map((n) => step(`somebody else revokes ${n}`, (plot) => revoke(plot, n, false))),
  ),
  often(
    3,
    fc.nat(1).map((n) => step(`engine ${n} is killed`, (plot) => plot.kill(n))),
  ),
  often(
    4,
    fc
      .tuple(fc.nat(1), clockOff)
      .map(([n, off]) => step(`engine ${n} begins, its clock ${off / 1000} s off`, (plot) => plot.engage(n, off))),
  ),
  often(2, fc.constant(step("the database crashes", (plot) => plot.crash()))),
  often(3, fc.constant(step("the database is back", (plot) => plot.rise()))),
  often(1, fc.constant(step("the database freezes", (plot) => plot.freeze()))),
  often(3, fc.constant(step("the database thaws", (plot) => plot.thaw()))),
  often(
    2,
    fc.boolean().map((is) => step(`pushes are ${is ? "refused" : "taken"}`, (plot) => plot.refusePushes(is))),
  ),
  often(
    2,
    fc.boolean().map((is) => step(`the forge is ${is ? "down" : "up"}`, (plot) => plot.takeForge(is))),
  ),
  often(
    1,
    fc.nat(99).map((n) => step("a poison request is merged", (plot) => poison(plot, n))),
  ),
  often(
    1,
    fc.nat(3).map((n) => step("an administrator gives something by hand", (plot) => plot.giveByHand(n))),
  ),
  often(
    12,
    fc.integer({ min: 1, max: 4 }).map((n) => pass(n)),
  ),
);

function pass(n: number): RealStep {
  return step(`${n} s pass`, () => wait(n * 1000));
}

/** So many schedules from one seed; each begins with people who ask and get, so that there is something to lose. */
export function realSchedules(count: number, seed: number): readonly (readonly RealStep[])[] {
  const first = fc.array(asks, { minLength: 3, maxLength: 3 });
  const then = fc.array(steps, { minLength: 12, maxLength: 16, size: "max" });
  return fc.sample(
    fc.tuple(first, then).map(([asked, more]) => [...asked, pass(4), ...more]),
    { numRuns: count, seed },
  );
}

async function extend(plot: RealPlot, n: number, long: number): Promise<void> {
  const old = plot.asked[n % Math.max(1, plot.asked.length)];
  if (old === undefined || old.what === "entry") return;
  const approved = old.what === "vault" ? { approvedBy: old.who === "p1" ? "p2" : "p1" } : {};
  await plot.ask(old.what, old.who, `${long}s`, { extends: old.id, ...approved });
}

/** A resource's owner may revoke what others have of it; of the customers nobody of the crowd is one. */
async function revoke(plot: RealPlot, n: number, isOwn: boolean): Promise<void> {
  const ask = plot.asked[n % Math.max(1, plot.asked.length)];
  if (ask === undefined || (!isOwn && ask.what === "vault")) return;
  await plot.revoke(isOwn ? ask.who : "p7", ask);
}

async function poison(plot: RealPlot, n: number): Promise<void> {
  if (plot.isForgeDown) return;
  await plot.site.merge({
    [`requests/payments/customers/2026-11-27-poison-${n}.yaml`]: `a: &a [${"*a, ".repeat(3000)}]\n`,
  });
}
