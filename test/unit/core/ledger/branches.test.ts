import { expect, it } from "vitest";
import { branchesFrom, foreignBranch } from "../../../../src/core/ledger/branches.ts";

it("looks for a history on the branch that is named, and on eight after it", () => {
  expect(branchesFrom("ledger/2")).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10].map((n) => `ledger/${n}`));
});

it("keeps the end of a branch that a recovery left beside it", () => {
  expect(foreignBranch("ledger/12")).toBe("ledger-foreign/12");
});
