import { expect, it } from "vitest";
import { below, keysOf } from "../../../../src/core/yaml/pointer.ts";

it.each([
  { keys: [], pointer: "" },
  { keys: ["a"], pointer: "/a" },
  { keys: ["a/b", "c~d", "~1", ""], pointer: "/a~1b/c~0d/~01/" },
])("keys $keys are the pointer $pointer, and the other way round", ({ keys, pointer }) => {
  expect(below("", ...keys)).toBe(pointer);
  expect(keysOf(pointer)).toEqual(keys);
  expect(below("/x", ...keys)).toBe(`/x${pointer}`);
});
