import { describe, expect, it } from "vitest";
import type { Grant } from "../../../../src/core/grant/grant.ts";
import { dutyOf } from "../../../../src/engine/apply/duty.ts";
import { standOf } from "../../../../src/engine/watch/stand.ts";
import { active, configOf, ended, grant, id, minutes, noon, seconds } from "../../core/plan/world.ts";

const over = { from: minutes(-60), until: seconds(-90) };

/** How it stands at the one target, with those grants. */
function at(grants: readonly Grant[], done: readonly string[] = []): object | undefined {
  const state = { grants: Object.fromEntries(grants.map((each) => [each.id, each])) };
  const { serves } = dutyOf({ runner: null, target: null });
  const known = { state, config: configOf(), serves, ended: new Set(done), lost: () => null };
  return standOf(known, noon).find((stand) => stand.id === "db");
}

describe("standOf", () => {
  it.each([
    { name: "shows a target without grants", grants: [], expected: { live: 0, overdue: 0, overdueSince: null } },
    {
      name: "counts who has access",
      grants: [active("a"), active("b"), grant("waits"), ended("gone")],
      expected: { live: 2, overdue: 0 },
    },
    {
      name: "counts who is over and not seen gone, since the oldest end",
      grants: [active("a", { lease: over }), active("b", { lease: { ...over, until: seconds(-10) } })],
      expected: { live: 2, overdue: 2, overdueSince: seconds(-90) },
    },
    {
      name: "counts as overdue from the moment of the end",
      grants: [active("a", { lease: { ...over, until: noon } })],
      expected: { overdue: 1, overdueSince: noon },
    },
    {
      name: "counts one that was ordered to end as due now",
      grants: [active("a", { ending: "revoked" })],
      expected: { overdue: 1, overdueSince: noon },
    },
    {
      name: "counts a start without an answer that is over",
      grants: [grant("a", { lease: over, state: "starting", begun: true })],
      expected: { live: 0, overdue: 1 },
    },
  ])("$name", ({ grants, expected }) => {
    expect(at(grants)).toMatchObject(expected);
  });

  it("leaves out what was seen gone, though no event says so yet", () => {
    expect(at([active("a", { lease: over })], [id("a")])).toMatchObject({ live: 0, overdue: 0 });
  });
});
