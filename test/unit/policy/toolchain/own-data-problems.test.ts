import { describe, expect, it } from "vitest";
import { ownDataProblems } from "../../../../src/policy/toolchain/own-data-problems.ts";
import type { OwnRead } from "../../../../src/policy/toolchain/question.ts";

const rule = { file: "own/late/late.rego", line: 9 };
const most: OwnRead = { path: ["late", "most"], default: "number", ...rule };

function problems(text: string, reads: readonly OwnRead[] = [most], name = "late"): readonly string[] {
  const files = new Map([[`own/data/${name}.yaml`, new TextEncoder().encode(text)]]);
  return ownDataProblems(reads, files).map(
    ({ code, path = "", line = 0, message }) => `${code} ${path}:${line} ${message}`,
  );
}

describe("own data that a rule reads", () => {
  it.each([
    { name: "of the default's kind", text: "most: 5\n", reads: [most] },
    { name: "that is left out, so that the default stands", text: "# nothing\n", reads: [] },
    { name: "that is left out beside something else", text: "tiers: [low]\n", reads: [most] },
    {
      name: "of any kind, where the rule names no default",
      text: "most: [5]\n",
      reads: [{ ...most, default: undefined }],
    },
    { name: "as a whole", text: "mots: 5\n", reads: [most, { path: ["late"], ...rule }] },
    { name: "by a name that is worked out", text: "mots: 5\n", reads: [most, { path: [], ...rule }] },
    { name: "that is far from any name that is read", text: "tiers: [low]\n", reads: [most] },
  ] as { readonly name: string; readonly text: string; readonly reads: OwnRead[] }[])(
    "is let be $name",
    ({ text, reads }) => {
      expect(problems(text, reads)).toEqual([]);
    },
  );

  it.each([
    { name: "a list in place of a number", text: "# most\nmost: [5]\n", line: 2, says: "own.late.most is a list here" },
    { name: "a length of time as text", text: "most: 30m\n", line: 1, says: "own.late.most is a text here" },
    { name: "nothing at all", text: "most:\n", line: 1, says: "own.late.most is nothing here" },
    { name: "a list in place of names", text: "- 5\n", line: 1, says: "own.late is a list here" },
  ])("is no $name, and says where", ({ text, line, says }) => {
    const [first = "", ...rest] = problems(text);
    expect(rest).toEqual([]);
    expect(first).toContain(
      `OWN_DATA_UNFIT policies/own/data/late.yaml:${line} ${says}, and policies/own/late/late.rego:9`,
    );
  });

  it("has names that are spelt as they are read", () => {
    expect(problems("other: 1\nmots: 5\n")).toEqual([
      "OWN_DATA_UNREAD policies/own/data/late.yaml:2 No rule reads own.late.mots, and nothing is called own.late.most, which policies/own/late/late.rego:9 reads.",
    ]);
    expect(problems("deep:\n  mots: 5\n", [{ ...most, path: ["late", "deep", "most"] }])).toMatchObject([
      expect.stringMatching(/^OWN_DATA_UNREAD policies\/own\/data\/late\.yaml:2 No rule reads own\.late\.deep\.mots/),
    ]);
    expect(problems("most: 5\n", [most], "lat")).toMatchObject([
      expect.stringContaining("No rule reads own.lat, and nothing is called own.late"),
    ]);
  });
});
