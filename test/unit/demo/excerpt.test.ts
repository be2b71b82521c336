import { expect, it } from "vitest";
import { excerpt } from "../../../src/demo/excerpt.ts";

const text = "one\n\ntwo\nthree\nfour\n";

it.each([
  { name: "all of it where nothing is said", of: {}, expected: text },
  { name: "from a line on", of: { from: /two/ }, expected: "…\ntwo\nthree\nfour" },
  { name: "up to a line", of: { to: /two/ }, expected: "one\n\ntwo\n…" },
  { name: "certain lines", of: { only: /one|four/ }, expected: "one\n…\nfour" },
  { name: "certain lines of a part", of: { from: /two/, to: /three/, only: /t/ }, expected: "…\ntwo\nthree\n…" },
  { name: "everything where the first line never comes", of: { from: /five/ }, expected: "one\n\ntwo\nthree\nfour" },
])("shows $name", ({ of, expected }) => {
  expect(excerpt(text, of)).toBe(expected);
});
