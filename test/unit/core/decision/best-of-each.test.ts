import { describe, expect, it } from "vitest";
import { bestOfEach } from "../../../../src/core/decision/best-of-each.ts";
import { fillStages } from "../../../../src/core/decision/fill-stages.ts";
import type { AgedApproval } from "../../../../src/core/decision/to-input.ts";
import { catalog } from "../../../fakes/catalog.ts";
import { approval, stage } from "../../../fakes/decision.ts";

const hardware = { hardware: true };
const verified = { hardware: true, userVerified: true };

/** Bob's agreement of that age, called so. */
function bob(proof: string, ageAtMost: number | null, more: Partial<AgedApproval> = {}): AgedApproval {
  return { ...approval("bob"), secondsAfterRequest: null, ageAtMost, proof: `sha256-${proof}`, ...more };
}

describe("of one person's agreements", () => {
  it.each([
    { name: "the newest is kept", given: [bob("old", 2), bob("new", 1)], kept: ["new"] },
    { name: "of an age the better keyed", given: [bob("soft", 1), bob("hard", 1, hardware)], kept: ["hard"] },
    { name: "of an age the one with a PIN", given: [bob("hard", 1, hardware), bob("pin", 1, verified)], kept: ["pin"] },
    { name: "a newer, better keyed one outdoes", given: [bob("soft", 2), bob("hard", 1, hardware)], kept: ["hard"] },
    {
      name: "an older, better keyed one stays beside the newer",
      given: [bob("hard", 2, hardware), bob("soft", 1)],
      kept: ["soft", "hard"],
    },
    {
      name: "an older one with a PIN stays beside the newer by touch",
      given: [bob("pin", 2, verified), bob("hard", 1, hardware)],
      kept: ["hard", "pin"],
    },
    {
      name: "neither of two other qualities outdoes the other",
      given: [bob("pin", 1, { userVerified: true }), bob("hard", 1, hardware), bob("soft", 2)],
      kept: ["hard", "pin"],
    },
    {
      name: "a review may be the newest",
      given: [bob("hard", 200_000, hardware), bob("review", 60, { via: "github" })],
      kept: ["review", "hard"],
    },
    { name: "of unknown age is older than any", given: [bob("unknown", null), bob("old", 9)], kept: ["old"] },
    {
      name: "of unknown age is kept where it is better keyed",
      given: [bob("unknown", null, hardware), bob("old", 9)],
      kept: ["old", "unknown"],
    },
    { name: "of equals the first by proof is kept", given: [bob("a", 1), bob("b", 1)], kept: ["a"] },
  ])("$name", ({ given, kept }) => {
    for (const order of [given, given.toReversed()])
      expect(bestOfEach(order).map(({ proof }) => proof)).toEqual(kept.map((name) => `sha256-${name}`));
  });

  it("no more are kept than there are qualities of keys", () => {
    const qualities = [{}, hardware, { userVerified: true }, verified];
    const given = Array.from({ length: 100 }, (_, index) => bob(`${index}`, 100 - (index % 25), qualities[index % 4]));
    expect(bestOfEach(given).length).toBeLessThanOrEqual(4);
  });
});

it("everybody's are kept, in order of their names", () => {
  const given = ["dana", "alice", "bob", "carol"].map((by) => bob(by, 1, { by }));
  expect(bestOfEach(given).map(({ by }) => by)).toEqual(["alice", "bob", "carol", "dana"]);
});

it("who agrees anew by another key fills the seat that an older agreement by a better key no longer fills", () => {
  const given = bestOfEach([bob("hard", 172_800, hardware), bob("soft", 60)]);
  const counted = (more: Parameters<typeof stage>[0]): string[] =>
    fillStages([stage(more)], given, new Set(), catalog()).counted.map(({ proof }) => proof);
  expect(counted({ max_age: 86_400 })).toEqual(["sha256-soft"]);
  expect(counted({ need: ["hardware"] })).toEqual(["sha256-hard"]);
  expect(counted({ need: ["hardware"], max_age: 86_400 })).toEqual([]);
});
