import { expect, it } from "vitest";
import type { TargetConfig } from "../../../../src/core/config/config.ts";
import { dutyOf } from "../../../../src/engine/apply/duty.ts";

const target = (id: string, runner: string | null): TargetConfig => ({
  id,
  kind: "fake",
  identity: `id-of-${id}`,
  mode: "enforce",
  runner,
  privileged: [],
  options: {},
});
const config = { targets: { door: target("door", null), db: target("db", "inside"), ldap: target("ldap", "inside") } };

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
