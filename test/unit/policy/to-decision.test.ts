import { expect, it } from "vitest";
import { toDecision } from "../../../src/policy/host/to-decision.ts";
import { policyInput } from "../../fakes/policy-input.ts";

it.each([
  { result: "[]", code: "POLICY_NO_ANSWER" },
  { result: '[{"result":{}},{"result":{}}]', code: "POLICY_NO_ANSWER" },
  { result: "", code: "POLICY_ANSWER_UNFIT" },
  { result: "[{", code: "POLICY_ANSWER_UNFIT" },
  { result: "null", code: "POLICY_ANSWER_UNFIT" },
  { result: "7", code: "POLICY_ANSWER_UNFIT" },
  { result: '{"result":{}}', code: "POLICY_ANSWER_UNFIT" },
  { result: "[null]", code: "POLICY_ANSWER_UNFIT" },
  { result: "[7]", code: "POLICY_ANSWER_UNFIT" },
  { result: "[{}]", code: "POLICY_ANSWER_UNFIT" },
  { result: '[{"result":null}]', code: "POLICY_ANSWER_UNFIT" },
])("S44 the answer $result denies with $code", ({ result, code }) => {
  const { reasons } = toDecision({ result, lost: [] }, policyInput(), {});
  expect(reasons.map((reason) => `${reason.severity} ${reason.code}`)).toEqual([`deny ${code}`]);
});

it("an explanation is no decision", () => {
  expect(toDecision({ clauses: null, trees: "[]" }, policyInput(), {}).reasons[0]?.code).toBe("POLICY_NO_ANSWER");
});
