import { expect, it } from "vitest";
import { canary, leaks } from "../../canary.ts";

it.each([
  { name: "plain", output: `password=${canary}` },
  { name: "in base64", output: `Basic ${Buffer.from(canary).toString("base64")}` },
])("S41 a canary secret $name is found in output", ({ output }) => {
  expect(leaks(`before\n${output}\nafter`)).toEqual([output]);
});

it("S41 output without the canary secret leaks nothing", () => {
  expect(leaks("brevet canary")).toEqual([]);
});
