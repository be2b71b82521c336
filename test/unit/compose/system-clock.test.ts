import { describe, expect, it } from "vitest";
import { steadyClock } from "../../../src/compose/system-clock.ts";

const noon = Date.UTC(2026, 10, 23, 12);
const day = 86_400_000;

function machine(): { wall: number; passed: number } {
  return { wall: noon, passed: 5_000 };
}

describe("S27 the machine's clock", () => {
  it("is told as it stands while it goes on", () => {
    const hands = machine();
    const clock = steadyClock({ wall: () => hands.wall, passed: () => hands.passed });
    hands.wall += 1500;
    hands.passed += 1500;
    expect([clock.now(), clock.steppedBackMs?.()]).toEqual([noon + 1500, 0]);
  });

  it("never goes back: set back by a day, what passes is counted on, and told", () => {
    const hands = machine();
    const clock = steadyClock({ wall: () => hands.wall, passed: () => hands.passed });
    hands.wall += 1000 - day;
    hands.passed += 1000;
    expect(clock.now()).toBe(noon + 1000);
    hands.wall += 3_600_000;
    hands.passed += 3_600_000;
    expect([clock.now(), clock.steppedBackMs?.()]).toEqual([noon + 3_601_000, day]);
  });

  it("follows a step forward: the machine may have slept", () => {
    const hands = machine();
    const clock = steadyClock({ wall: () => hands.wall, passed: () => hands.passed });
    hands.wall += day;
    expect([clock.now(), clock.steppedBackMs?.()]).toEqual([noon + day, 0]);
  });

  it("takes no small adjustment for a step", () => {
    const hands = machine();
    const clock = steadyClock({ wall: () => hands.wall, passed: () => hands.passed });
    hands.wall -= 60_000;
    expect([clock.now(), clock.steppedBackMs?.()]).toEqual([noon, 0]);
  });
});
