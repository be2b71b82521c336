import type { AnySchemaObject } from "ajv";
import { inputVersion, policyInputSchema } from "./input.ts";
import type { PolicyInput } from "./input.ts";

/** The schema of each version that was ever recorded. Requests are judged by the newest; those before it never change again. */
export const inputSchemas: ReadonlyMap<number, AnySchemaObject> = new Map([[inputVersion, policyInputSchema]]);

/** What makes an input one of the next version, by the version that it is of. */
export type InputSteps = ReadonlyMap<number, (input: PolicyInput) => PolicyInput>;

/**
 * A step for each version before the newest. It is pure, only adds, and its comment says what it takes a field to have been that
 * nobody looked up then: what rules make of something not known.
 */
export const inputSteps: InputSteps = new Map();

/** An input of an older version as one of the newest, which other rules than its own may be asked by. */
export function raiseInput(input: PolicyInput, version: number, steps: InputSteps): PolicyInput {
  const step = steps.get(version);
  return step === undefined ? input : raiseInput(step(input), version + 1, steps);
}
