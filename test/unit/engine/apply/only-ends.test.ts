import { expect, it } from "vitest";
import { onlyEnds } from "../../../../src/engine/apply/only-ends.ts";
import { active, foreign, grant, holding, line, minutes, planAt } from "../../core/plan/world.ts";

it("where nothing may start, what is ours is ended, and what no event explains stays", () => {
  const unexplained = holding("x", {
    grant: "payments/customers-db/2026-11-01-x",
    principal: "zoe_w",
    until: minutes(-1),
  });
  const over = active("a", { ending: "revoked" });
  const whole = planAt(
    [over, grant("b", { effect: { ...over.effect, principal: "bob_w" } })],
    [holding("a"), unexplained, foreign({ principal: "mallory" })],
  );
  expect(whole.changes.map(line)).toEqual([
    "end a [a] revoked",
    "end - [x] unexplained",
    "start b (b) admitted until 13:00:00",
  ]);
  expect(onlyEnds(whole)).toEqual({ ...whole, changes: whole.changes.slice(0, 1) });
});
