import type { PolicyInput } from "../decision/input.ts";
import { inputSchemas } from "../decision/input-versions.ts";
import type { FrozenJson } from "../json/frozen-json.ts";
import type { JudgedBody } from "./event-body.ts";

/** What rules were asked then, and the version of the schema that it is of. */
export interface RecordedInput {
  readonly version: number;
  readonly input: FrozenJson<PolicyInput>;
}

/**
 * What the rules of the merge, or those of the judgement, were asked, as the event has it. Null where a newer Brevet
 * recorded it, and nobody here knows what it says.
 */
export function recordedInput(judged: JudgedBody, which: "merge" | "now"): RecordedInput | null {
  const { input_version: version = 1, input, merge_input = input } = judged;
  if (!inputSchemas.has(version)) return null;
  // Reading the event checked it by that version's schema.
  return { version, input: (which === "merge" ? merge_input : input) as FrozenJson<PolicyInput> };
}
