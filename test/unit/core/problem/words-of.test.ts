import { describe, expect, it } from "vitest";
import { wordsOf } from "../../../../src/core/problem/words-of.ts";

describe("the words of a code", () => {
  it.each([
    { said: "Connection closed", expected: "The remote origin did not answer: Connection closed." },
    { said: "Connection closed.", expected: "The remote origin did not answer: Connection closed." },
    { said: "Are you there?", expected: "The remote origin did not answer: Are you there?" },
    { said: "", expected: "The remote origin did not answer." },
  ])("end once where it was said: $said", ({ said, expected }) => {
    expect(wordsOf("GIT_REMOTE_FAILED", { remote: "origin", said }).summary).toBe(expected);
  });
});
