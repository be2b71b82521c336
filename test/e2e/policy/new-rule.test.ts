import { expect, it } from "vitest";
import { ruleScaffold } from "../../../src/engine/rule-scaffold.ts";
import { createToolchain } from "../../../src/policy/toolchain/wasm-toolchain.ts";
import { ownPolicies } from "../../fakes/policies.ts";
import { describeWith, toolchain as installed } from "../../needs.ts";

const toolchain = createToolchain();
const options = { signal: AbortSignal.timeout(600_000) };

describeWith([installed], "a rule as it begins", () => {
  const files = new Map([...ownPolicies(), ...ruleScaffold("weekend_freeze")]);

  it("is written as all are, compiles, and is one of the rules", async () => {
    const [formatted, built] = [await toolchain.format(files, options), await toolchain.build(files, options)];
    expect(formatted).toEqual({ ok: true, value: new Map() });
    const annotations = built.ok ? new TextDecoder().decode(built.value.get("annotations.json")) : "";
    expect(JSON.parse(annotations)).toMatchObject({ WEEKEND_FREEZE: { rule: "own.weekend_freeze" } });
  });

  it("passes its own tests, which run every line of it", async () => {
    const tested = await toolchain.test(files, null, options);
    if (!tested.ok) throw new Error(JSON.stringify(tested.problems));
    const own = tested.value.tests.filter((one) => one.package === "brevet.own.weekend_freeze_test");
    expect(own.map(({ passed }) => passed)).toEqual([true, true]);
    expect(tested.value.uncovered.filter(({ path }) => path.includes("weekend_freeze"))).toEqual([]);
  });
});
