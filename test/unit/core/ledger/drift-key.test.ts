import { expect, it } from "vitest";
import type { DriftName } from "../../../../src/core/ledger/drift-key.ts";
import { driftKey } from "../../../../src/core/ledger/drift-key.ts";
import { alice } from "./history.ts";

const foreign: Extract<DriftName, { kind: "foreign" }> = {
  kind: "foreign",
  target: "db",
  principal: "x",
  ref: "role:1",
};

it.each<{ name: string; others: readonly DriftName[] }>([
  {
    name: "of others' by all that a target shows",
    others: [foreign, { ...foreign, target: "web" }, { ...foreign, principal: "y" }, { ...foreign, ref: null }],
  },
  {
    name: "of ours by grant and kind",
    others: [
      { kind: "missing", grant: alice },
      { kind: "altered", grant: alice },
      { kind: "missing", grant: null },
    ],
  },
])("tells a difference from others: $name", ({ others }) => {
  expect(new Set(others.map(driftKey)).size).toBe(others.length);
});

it("takes what a target shows of a grant for one difference, whatever it shows", () => {
  const shown = [
    { kind: "altered", grant: alice, ref: "role:1" },
    { kind: "altered", grant: alice, ref: "role:2" },
  ] as const;
  expect(driftKey(shown[0])).toBe(driftKey(shown[1]));
});
