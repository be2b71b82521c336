import { createPolicyHost } from "../../src/policy/open-policy.ts";
import { ownPolicies, policyData } from "../fakes/policies.ts";
import { describePolicy } from "./policy.ts";

describePolicy("the wasm host", async () => {
  const opened = await createPolicyHost().open(ownPolicies(), policyData, { signal: AbortSignal.timeout(60_000) });
  if (!opened.ok) throw new Error(opened.problems.map(({ message }) => message).join("\n"));
  return opened.value;
});
