import { expect, it } from "vitest";
import { inputVersion } from "../../../../src/core/decision/input.ts";
import { recordedInput } from "../../../../src/core/ledger/recorded-input.ts";
import { input, judged } from "./history.ts";

const atMerge = { ...input, phase: "check" } as const;

it.each([
  { name: "of the judgement", which: "now", expected: input },
  { name: "of the merge", which: "merge", expected: atMerge },
] as const)("tells what the rules $name were asked", ({ which, expected }) => {
  expect(recordedInput(judged({ merge_input: atMerge }), which)).toEqual({ version: inputVersion, input: expected });
});

it("asks the rules of the merge the same where those are the rules of the judgement", () => {
  expect(recordedInput(judged(), "merge")?.input).toEqual(input);
});

it("takes an event that names no version to be of the first", () => {
  const { input_version: _, ...unversioned } = judged();
  expect(recordedInput(unversioned, "now")?.version).toBe(1);
});

it.each(["merge", "now"] as const)("knows nothing of what a newer version asked the rules of the %s", (which) => {
  expect(recordedInput(judged({ input_version: inputVersion + 1 }), which)).toBeNull();
});
