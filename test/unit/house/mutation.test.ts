import { describe, expect, it } from "vitest";
import { slowPlaces, toMutants } from "../../../scripts/mutation/report.ts";
import type { Report } from "../../../scripts/mutation/report.ts";
import { toSurvivors, toVerdict } from "../../../scripts/mutation/verdict.ts";
import type { Mutant } from "../../../scripts/mutation/verdict.ts";

const mutant = (status: string, original = "a < b"): Mutant => ({
  file: "src/core/plan/plan.ts",
  line: 7,
  mutator: "EqualityOperator",
  original,
  replacement: "a <= b",
  status,
});
const survivor = { ...mutant(""), reason: "a is never b here: ids are unique" };
const nine = Array.from({ length: 9 }, () => mutant("Killed", "x"));

describe("a mutation run", () => {
  it.each([
    { name: "agrees when all are killed", mutants: [...nine, mutant("Timeout")], listed: [], ok: true },
    {
      name: "agrees at 90 % with the survivor listed",
      mutants: [...nine, mutant("Survived")],
      listed: [survivor],
      ok: true,
    },
    { name: "refuses a survivor that is not listed", mutants: [...nine, mutant("Survived")], listed: [], ok: false },
    {
      name: "counts code that no test reaches as survived",
      mutants: [...nine, mutant("NoCoverage")],
      listed: [],
      ok: false,
    },
    { name: "refuses less than 90 %", mutants: [...nine.slice(1), mutant("Survived")], listed: [survivor], ok: false },
    { name: "refuses a listed survivor that was killed", mutants: nine, listed: [survivor], ok: false },
    {
      name: "refuses a survivor without a reason",
      mutants: [...nine, mutant("Survived")],
      listed: [{ ...survivor, reason: " " }],
      ok: false,
    },
    { name: "does not count what could not run", mutants: [...nine, mutant("RuntimeError")], listed: [], ok: true },
    { name: "proves nothing without a mutant", mutants: [], listed: [], ok: false },
  ])("$name", ({ mutants, listed, ok }) => {
    expect(toVerdict(mutants, listed, 90).ok).toBe(ok);
  });

  it("lists survivors by file and reason", () => {
    const mutants = [
      ["a", "b"],
      ["c", "d"],
    ] as const;
    expect(toSurvivors([{ file: "x.ts", reason: "the same", mutants }])).toEqual([
      { file: "x.ts", original: "a", replacement: "b", reason: "the same" },
      { file: "x.ts", original: "c", replacement: "d", reason: "the same" },
    ]);
  });

  it("cuts the replaced text out of its source", () => {
    const location = { start: { line: 1, column: 11 }, end: { line: 2, column: 4 } };
    const report = {
      files: {
        "a.ts": {
          source: "const a = f(\n1) ;",
          mutants: [{ mutatorName: "M", replacement: "g()", status: "Killed", location }],
        },
      },
    };
    expect(toMutants(report)[0]).toMatchObject({ original: "f(\n1) ", replacement: "g()", line: 1 });
  });

  describe("asks again what only took too long", () => {
    const location = { start: { line: 2, column: 1 }, end: { line: 2, column: 6 } };
    const of = (status: string, more: { readonly statusReason?: string } = {}): Report => ({
      files: {
        "a.ts": {
          source: "\na < b",
          mutants: [{ mutatorName: "M", replacement: "a <= b", status, location, ...more }],
        },
      },
    });
    const statusOf = (first: Report, again?: Report): string | undefined => toMutants(first, again)[0]?.status;

    it("by its place", () => {
      expect(slowPlaces(of("Timeout"))).toEqual(["a.ts:2:0-2:5"]);
      expect(slowPlaces(of("Killed"))).toEqual([]);
    });

    it("and believes what comes of that", () => {
      expect(statusOf(of("Timeout"), of("Timeout"))).toBe("Timeout");
      expect(statusOf(of("Timeout"), of("Killed"))).toBe("Killed");
      expect(statusOf(of("Timeout"), of("Survived"))).toBe("Survived");
      expect(statusOf(of("Timeout"))).toBe("Survived");
      expect(statusOf(of("Survived"), of("Killed"))).toBe("Survived");
    });

    it("but not what went round a loop too often", () => {
      const looped = of("Timeout", { statusReason: "Hit limit reached (501/500)" });
      expect(slowPlaces(looped)).toEqual([]);
      expect(statusOf(looped)).toBe("Timeout");
    });
  });
});
