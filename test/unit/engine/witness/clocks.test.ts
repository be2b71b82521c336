import { expect, it } from "vitest";
import { instant, type Instant } from "../../../../src/core/time/instant.ts";
import { compareClocks } from "../../../../src/engine/witness/clocks.ts";
import type { Clock } from "../../../../src/ports/clock.ts";
import type { LedgerView } from "../../../../src/ports/ledger.ts";

const noon = Date.UTC(2026, 10, 23, 12);
const day = 86_400_000;
const second = 1000;
const view = { state: { at: instant(noon - 60 * second) } } as LedgerView;

/** A machine whose clock is off by so much, until somebody puts it right. */
function machine(offMs: number): { own: Clock; pass: (ms: number) => void; mend: () => void; wall: () => number } {
  let [wall, passed] = [noon + offMs, 5000];
  let off = offMs;
  return {
    own: { now: (): Instant => instant(wall), passedMs: () => passed },
    pass(ms) {
      wall += ms;
      passed += ms;
    },
    mend() {
      wall -= off;
      off = 0;
    },
    wall: () => wall,
  };
}

it("ends go by the witness's clock while the machine's is a day behind, and time passes for them", () => {
  const { own, pass } = machine(-day);
  const { ends, problem } = compareClocks(own, view, instant(noon));
  expect(problem?.code).toBe("CLOCKS_DISAGREE");
  expect(ends.now()).toBe(noon);
  pass(1500);
  expect(ends.now()).toBe(noon + 1500);
});

it("S66 putting the machine's clock right moves no end: nothing is ended a day too early", () => {
  const { own, pass, mend } = machine(-day);
  const { ends } = compareClocks(own, view, instant(noon));
  pass(1500);
  mend();
  expect(ends.now()).toBe(noon + 1500);
  pass(1500);
  expect(ends.now()).toBe(noon + 3000);
});

it("ends never go by a clock behind the machine's own", () => {
  const { own, wall } = machine(day);
  expect(compareClocks(own, view, instant(noon)).ends.now()).toBe(wall());
});

it("where nobody else tells the time, ends go by the history's last event and what passes since", () => {
  const { own, pass } = machine(-day);
  const { ends, problem } = compareClocks(own, view, null);
  expect(problem?.code).toBe("CLOCK_BEHIND");
  pass(2 * second);
  expect(ends.now()).toBe(noon - 58 * second);
});
