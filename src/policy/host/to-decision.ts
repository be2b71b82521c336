import type { Annotations } from "../../core/decision/annotation.ts";
import { decisionSchema, type Decision } from "../../core/decision/decision.ts";
import type { PolicyInput } from "../../core/decision/input.ts";
import { validator } from "../../core/json/validator.ts";
import type { Json } from "../../core/json/value.ts";
import type { Code, Params } from "../../core/problem/catalogue.ts";
import type { Answer, Silence } from "./protocol.ts";
import { sorted } from "./sorted.ts";

const decisionFault = validator(decisionSchema);

/** The decision in an answer of the rules; a denial where the answer holds none. */
export function toDecision(answer: Answer, input: PolicyInput, annotations: Annotations): Decision {
  if ("code" in answer) return toDenial(answer.code, answer.facts as never, input);
  if (!("result" in answer)) return toDenial("POLICY_NO_ANSWER", {}, input);
  const results = resultsIn(answer.result);
  if (results === null) return toDenial("POLICY_ANSWER_UNFIT", { what: "it is no set of results" }, input);
  const [first] = results;
  if (first === undefined || results.length !== 1) return toDenial("POLICY_NO_ANSWER", {}, input);
  const fault = decisionFault(first.result);
  if (fault !== null) return toDenial("POLICY_ANSWER_UNFIT", { what: fault }, input);
  const decision = sorted(first.result) as unknown as Decision;
  const codes = [...decision.reasons.map(({ code }) => code), ...decision.stages.map(({ because }) => because)];
  const unknown = codes.find((code) => !Object.hasOwn(annotations, code));
  if (unknown === undefined) return withSilences(decision, answer.lost);
  return toDenial("POLICY_ANSWER_UNFIT", { what: `${unknown} is the code of no rule` }, input);
}

/** The set of results; null where it is none: who plants a policy.wasm need not keep to what OPA's compiler writes. */
function resultsIn(text: string): readonly { readonly result: Json }[] | null {
  try {
    const results = JSON.parse(text) as readonly { readonly result: Json }[] | null;
    return Array.isArray(results) && results.every((one) => one !== null) ? results : null;
  } catch {
    return null;
  }
}

/** A rule that fell silent might have denied: it does. */
function withSilences(decision: Decision, lost: readonly Silence[]): Decision {
  if (lost.length === 0) return decision;
  const reasons = lost.map(({ rule, what }) => ({
    code: "POLICY_UNDEFINED",
    severity: "deny" as const,
    facts: { rule, what },
    field: null,
  }));
  return sorted({ ...decision, reasons: [...decision.reasons, ...reasons] }) as unknown as Decision;
}

/** The decision of rules that failed: it denies, and says with the engine's own code why. */
export function toDenial<C extends Code>(code: C, facts: Params<C>, input: PolicyInput): Decision {
  return {
    reasons: [{ code, severity: "deny", facts: facts as Decision["reasons"][number]["facts"], field: null }],
    stages: [],
    lease: { max: input.role.max, not_after: null },
    obligations: [],
    considered: [],
  };
}
