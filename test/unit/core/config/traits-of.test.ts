import { expect, it } from "vitest";
import { traitsOf } from "../../../../src/core/config/traits-of.ts";
import { directory, kinds } from "../catalog/example.ts";

const keepsIf = { addresses: "source_addresses", telling: "notify" };
const able = new Map([["directory", { ...directory, keeps: ["end_sessions"], keepsIf }]]);
const of = (options: Parameters<typeof traitsOf>[0] & object): readonly string[] | undefined =>
  traitsOf(options, able)?.keeps;

it("knows nothing of a target that there is not, nor of a kind", () => {
  expect(traitsOf(undefined, kinds)).toBeUndefined();
  expect(traitsOf({ kind: "vault", options: {} }, kinds)).toBeUndefined();
});

it("gives a target the traits of its kind", () => {
  expect(traitsOf({ kind: "directory", options: { addresses: true } }, kinds)).toBe(directory);
});

it.each([
  { options: {}, keeps: ["end_sessions"] },
  { options: { addresses: true }, keeps: ["end_sessions", "source_addresses"] },
  { options: { addresses: false, telling: true }, keeps: ["end_sessions", "notify"] },
  { options: { addresses: "true", telling: 1 }, keeps: ["end_sessions"] },
  { options: { other: true }, keeps: ["end_sessions"] },
])("S57 a target keeps beside what its options say is so, and nothing else: $options", ({ options, keeps }) => {
  expect(of({ kind: "directory", options })).toEqual(keeps);
  expect(able.get("directory")?.keeps).toEqual(["end_sessions"]);
});
