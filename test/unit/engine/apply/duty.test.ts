import { expect, it } from "vitest";
import { dutyOf } from "../../../../src/engine/apply/duty.ts";
import { targetConfig } from "../../../fakes/target-config.ts";

const config = {
  targets: { door: targetConfig("door", null), db: targetConfig("db", "inside"), ldap: targetConfig("ldap", "inside") },
};

it.each([
  {
    name: "without a name: what names no runner, and what was dropped",
    target: null,
    runner: null,
    serves: ["door", "gone"],
  },
  { name: "a runner: what names it", target: null, runner: "inside", serves: ["db", "ldap"] },
  { name: "a runner that nobody names: nothing", target: null, runner: "outside", serves: [] },
  { name: "a target: it alone, whatever its runner", target: "db", runner: null, serves: ["db"] },
  { name: "a target of a runner: it alone", target: "db", runner: "inside", serves: ["db"] },
  { name: "a target that is not the runner's: nothing", target: "door", runner: "inside", serves: [] },
])("$name", ({ target, runner, serves }) => {
  const duty = dutyOf({ target, runner });
  expect(["door", "db", "ldap", "gone"].filter((id) => duty.serves(id, config))).toEqual(serves);
  expect(duty).toMatchObject({ admits: runner === null, hears: runner === null, starts: true });
});
