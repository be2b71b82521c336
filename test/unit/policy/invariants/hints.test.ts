import { expect, it } from "vitest";
import { hintsOf } from "../../../../src/policy/invariants/hints.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

it("takes numbers and words out of rules and settings, not out of comments, tests or prose", () => {
  const files = new Map([
    ["rules/a/b/b.rego", bytes('# METADATA 17\nx if input.request.seconds > 4711 # "spoken"\ny := "team:ops"')],
    ["rules/a/b/b_test.rego", bytes('z := "tested"')],
    ["own/c/c.rego", bytes('deny contains "mallory" if true\nw := "two words"')],
    ["annotations.json", bytes('"elsewhere"')],
  ]);
  const data = {
    org: { budgets: { requests_24h: 20 }, pairs: [["a/b:c", "d/e:f"]] },
    own: { ticket: { like: "INC-1" } },
  };
  expect(hintsOf(files, data)).toEqual({
    numbers: [20, 4711],
    words: ["INC-1", "a/b:c", "d/e:f", "mallory", "team:ops"],
  });
});
