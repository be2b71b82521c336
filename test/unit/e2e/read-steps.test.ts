import { expect, it } from "vitest";
import { firstMissing, readSteps } from "../../e2e/document/read-steps.ts";

it("reads the commands of console blocks, with what they promise", () => {
  const text = [
    "```sh",
    "$ no",
    "```",
    "```console",
    "$ a b",
    "one …",
    "$ c <<E",
    "> x",
    "> E",
    "$ d # exits 2",
    "```",
  ].join("\n");
  expect(readSteps(text)).toEqual([
    { line: 5, command: "a b", exits: 0, shows: ["one …"] },
    { line: 7, command: "c <<E\nx\nE", exits: 0, shows: [] },
    { line: 10, command: "d # exits 2", exits: 2, shows: [] },
  ]);
});

it.each([
  { name: "lines in their order", shows: ["a…c", "x"], output: "abc\nx\n", missing: null },
  { name: "no line out of order", shows: ["x", "a"], output: "a\nx\n", missing: "a" },
  { name: "text as it stands", shows: ["a.c (1)"], output: "abc (1)\n", missing: "a.c (1)" },
  { name: "parts of a line", shows: ["b"], output: "abc\n", missing: null },
])("finds $name", ({ shows, output, missing }) => {
  expect(firstMissing(shows, output)).toBe(missing);
});
