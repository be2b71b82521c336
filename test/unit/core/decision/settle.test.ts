import { describe, expect, it } from "vitest";
import type { Decision } from "../../../../src/core/decision/decision.ts";
import { settle } from "../../../../src/core/decision/settle.ts";
import type { SettleContext } from "../../../../src/core/decision/settle.ts";
import type { Approval, Verdict } from "../../../../src/core/decision/verdict.ts";
import { after, instant } from "../../../../src/core/time/instant.ts";
import { catalog } from "../../../fakes/catalog.ts";
import { approval, decision, reason, review, stage } from "../../../fakes/decision.ts";

const noon = instant(1_795_348_800_000);
const hour = 3_600;

function context(more: Partial<SettleContext> = {}): SettleContext {
  return {
    catalog: catalog(),
    lease: { from: noon, until: after(noon, 2 * hour) },
    target: { id: "prod-postgres", traits: { keeps: ["source_addresses"], endsSessions: true } },
    engineKeeps: ["notify", "review"],
    objections: [],
    ...more,
  };
}

function verdict(
  said: Decision,
  {
    approvals = [],
    excluded = [],
    ...more
  }: Partial<SettleContext> & { approvals?: Approval[]; excluded?: string[] } = {},
): Verdict {
  return settle(said, approvals, new Set(excluded), context(more));
}

function codes({ reasons }: Verdict): string[] {
  return reasons.map(({ code, severity }) => (severity === "deny" ? code : `${code} ${severity}`));
}

describe("a request is", () => {
  it.each([
    { name: "allowed where nothing is said", said: decision(), outcome: "allowed", codes: [] },
    {
      name: "allowed with a warning",
      said: decision({ reasons: [reason({ severity: "warn" }), reason({ severity: "info" })] }),
      outcome: "allowed",
      codes: ["LEASE_TOO_LONG warn", "LEASE_TOO_LONG info"],
    },
    {
      name: "denied by one denial beside a warning",
      said: decision({ reasons: [reason({ severity: "warn" }), reason({ code: "VENDOR_GONE" })] }),
      outcome: "denied",
      codes: ["LEASE_TOO_LONG warn", "VENDOR_GONE"],
    },
    {
      name: "pending while a seat is open",
      said: decision({ stages: [stage()] }),
      outcome: "pending",
      codes: [],
    },
    {
      name: "denied, not pending, where it is both",
      said: decision({ stages: [stage()], reasons: [reason()] }),
      outcome: "denied",
      codes: ["LEASE_TOO_LONG"],
    },
    {
      name: "pending, with a warning, where too few people could ever agree",
      said: decision({ stages: [stage({ count: 5 })] }),
      outcome: "pending",
      codes: ["STAGE_SHORT warn"],
    },
    {
      name: "denied without that warning where it is denied anyway",
      said: decision({ stages: [stage({ count: 5 })], reasons: [reason()] }),
      outcome: "denied",
      codes: ["LEASE_TOO_LONG"],
    },
    {
      name: "S57 denied where a stage asks for no person",
      said: decision({ stages: [stage({ count: 0 })] }),
      outcome: "denied",
      codes: ["DECISION_CONFLICT"],
    },
    {
      name: "S57 denied where a stage asks for half a person",
      said: decision({ stages: [stage({ count: 0.5 })] }),
      outcome: "denied",
      codes: ["DECISION_CONFLICT"],
    },
    {
      name: "S18 denied where a stage is asked of nobody",
      said: decision({ stages: [stage({ from: [] })] }),
      outcome: "denied",
      codes: ["DECISION_CONFLICT"],
    },
    {
      name: "S18 denied where a stage is asked of an empty team",
      said: decision({ stages: [stage({ from: ["team:empty"] })] }),
      outcome: "denied",
      codes: ["STAGE_EMPTY"],
    },
    {
      name: "S18 denied where a stage is asked of who is unknown, even beside others",
      said: decision({ stages: [stage({ from: ["team:gone", "team:payments"] })] }),
      outcome: "denied",
      codes: ["STAGE_UNKNOWN"],
    },
    {
      name: "S18 denied, for that alone, where only the unknown are asked",
      said: decision({ stages: [stage({ from: ["team:gone"] })] }),
      outcome: "denied",
      codes: ["STAGE_UNKNOWN"],
    },
    {
      name: "S18 denied where a workload is asked to agree",
      said: decision({ stages: [stage({ from: ["workload:nightly-export"] })] }),
      outcome: "denied",
      codes: ["STAGE_UNKNOWN"],
    },
    {
      name: "S57 denied where no source address is left",
      said: decision({ obligations: [{ kind: "source_addresses", values: [] }] }),
      outcome: "denied",
      codes: ["DECISION_CONFLICT"],
    },
    {
      name: "allowed where an address is left",
      said: decision({ obligations: [{ kind: "source_addresses", values: ["10.0.0.0/8"] }] }),
      outcome: "allowed",
      codes: [],
    },
  ])("$name", ({ said, outcome, codes: expected }) => {
    const settled = verdict(said);
    expect(settled.outcome).toBe(outcome);
    expect(codes(settled)).toEqual(expected);
  });

  it("allowed once every seat is filled, and says who filled it", () => {
    const settled = verdict(decision({ stages: [stage()] }), { approvals: [approval("bob"), approval("dana")] });
    expect(settled).toMatchObject({ outcome: "allowed", stages: [{ by: ["bob"], missing: 0 }] });
    expect(settled.counted).toEqual([approval("bob")]);
  });

  it("S10 pending where only who is excluded agreed, and warned of where nobody else could", () => {
    const said = decision({ stages: [stage()] });
    const settled = verdict(said, { approvals: [approval("alice")], excluded: ["alice"] });
    expect(settled).toMatchObject({ outcome: "pending", reasons: [] });
    const alone = verdict(said, { approvals: [approval("alice")], excluded: ["alice", "bob", "carol"] });
    expect(codes(alone)).toEqual(["STAGE_SHORT warn"]);
    expect(alone.reasons[0]?.facts).toEqual({ missing: 1 });
  });

  it("not warned of as short while it can be filled", () => {
    expect(codes(verdict(decision({ stages: [stage({ count: 3 })] })))).toEqual([]);
  });
});

describe("the facts of a refusal", () => {
  it.each([
    {
      name: "name the stage and who is unknown",
      said: decision({ stages: [stage({ from: ["team:gone"] })] }),
      facts: { stage: "owner", name: "team:gone" },
    },
    {
      name: "name the empty stage",
      said: decision({ stages: [stage({ from: ["team:empty"] })] }),
      facts: { stage: "owner" },
    },
    {
      name: "name the count that makes no sense",
      said: decision({ stages: [stage({ count: 0 })] }),
      facts: { what: "stage owner asks for 0 people" },
    },
    {
      name: "name the stage that is asked of nobody",
      said: decision({ stages: [stage({ from: [] })] }),
      facts: { what: "stage owner is asked of nobody" },
    },
    {
      name: "say that no address is left",
      said: decision({ obligations: [{ kind: "source_addresses", values: [] }] }),
      facts: { what: "no source address is left that all rules allow" },
    },
  ])("$name", ({ said, facts }) => {
    expect(verdict(said).reasons[0]?.facts).toEqual(facts);
  });
});

describe("S57 an obligation", () => {
  const bare = { id: "door", traits: { keeps: [], endsSessions: false } };

  it.each([
    {
      name: "that the target keeps holds",
      obligation: { kind: "source_addresses" as const, values: ["10.0.0.1"] },
      target: undefined,
      denied: false,
    },
    {
      name: "that the target does not keep denies",
      obligation: { kind: "source_addresses" as const, values: ["10.0.0.1"] },
      target: bare,
      denied: true,
    },
    { name: "that the engine keeps holds on any target", obligation: review(), target: bare, denied: false },
    {
      name: "to end sessions holds where the target can",
      obligation: { kind: "end_sessions" as const },
      target: undefined,
      denied: false,
    },
    {
      name: "to end sessions denies where it cannot",
      obligation: { kind: "end_sessions" as const },
      target: bare,
      denied: true,
    },
  ])("$name", ({ obligation, target, denied }) => {
    const settled = verdict(decision({ obligations: [obligation] }), target === undefined ? {} : { target });
    expect(codes(settled)).toEqual(denied ? ["OBLIGATION_UNSUPPORTED"] : []);
    expect(settled.outcome).toBe(denied ? "denied" : "allowed");
    expect(settled.reasons.map(({ facts }) => facts)).toEqual(
      denied ? [{ obligation: obligation.kind, target: "door" }] : [],
    );
  });

  it("to end sessions is not kept by saying so", () => {
    const target = { id: "door", traits: { keeps: ["end_sessions" as const], endsSessions: false } };
    const settled = verdict(decision({ obligations: [{ kind: "end_sessions" }] }), {
      target,
      engineKeeps: ["end_sessions"],
    });
    expect(codes(settled)).toEqual(["OBLIGATION_UNSUPPORTED"]);
  });

  it("that nobody keeps denies once, not for its emptiness too", () => {
    const settled = verdict(decision({ obligations: [{ kind: "source_addresses", values: [] }] }), { target: bare });
    expect(codes(settled)).toEqual(["OBLIGATION_UNSUPPORTED"]);
  });
});

describe("a lease", () => {
  const bound = (max: number, end: number | null): Decision =>
    decision({ lease: { max, not_after: end === null ? null : noon / 1000 + end } });

  it.each([
    { name: "as long as the bound is allowed", said: bound(2 * hour, null), expected: [] },
    { name: "a second longer is denied", said: bound(2 * hour - 1, null), expected: ["LEASE_OVER_BOUND"] },
    { name: "that ends at the last moment is allowed", said: bound(9 * hour, 2 * hour), expected: [] },
    {
      name: "that ends a second after it is denied",
      said: bound(9 * hour, 2 * hour - 1),
      expected: ["LEASE_PAST_BOUND"],
    },
    { name: "may break both bounds", said: bound(hour, hour), expected: ["LEASE_OVER_BOUND", "LEASE_PAST_BOUND"] },
  ])("$name", ({ said, expected }) => {
    const settled = verdict(said);
    expect(codes(settled)).toEqual(expected);
    expect(settled.outcome).toBe(expected.length === 0 ? "allowed" : "denied");
  });

  it("is refused in the words of a rule that already spoke of the duration", () => {
    const said = decision({ ...bound(hour, hour), reasons: [reason({ field: "duration" })] });
    expect(codes(verdict(said))).toEqual(["LEASE_TOO_LONG"]);
  });

  it.each([
    { name: "only warned of it", by: reason({ field: "duration", severity: "warn" as const }) },
    { name: "denied for another field", by: reason({ field: "role" }) },
  ])("is refused also where a rule $name", ({ by }) => {
    expect(codes(verdict(decision({ ...bound(hour, null), reasons: [by] })))).toContain("LEASE_OVER_BOUND");
  });

  it("is told with its bounds, and what is wrong with it", () => {
    const { lease, reasons } = verdict(bound(hour, hour));
    const end = noon / 1000 + hour;
    expect(lease).toEqual({ seconds: 2 * hour, max: hour, notAfter: end });
    expect(reasons.map(({ facts, field }) => ({ ...facts, field }))).toEqual([
      { asked: 2 * hour, max: hour, field: "duration" },
      { until: end + hour, not_after: end, field: "duration" },
    ]);
  });
});

describe("an objection", () => {
  it.each([
    { name: "S17 of somebody who could fill a stage denies", by: "bob", code: "OBJECTED" },
    { name: "S17 of somebody who accepts the rules denies", by: "dana", code: "OBJECTED" },
    { name: "of a vendor's person among the rules' owners denies", by: "vera", code: "OBJECTED" },
    { name: "of anybody else is a warning", by: "erin", code: "OBJECTION_IGNORED warn" },
    { name: "of somebody unknown is a warning", by: "ghost", code: "OBJECTION_IGNORED warn" },
  ])("$name", ({ by, code }) => {
    const settled = verdict(decision({ stages: [stage()] }), { objections: [{ by }], approvals: [approval("carol")] });
    expect(codes(settled)).toEqual([code]);
    expect(settled.outcome).toBe(code === "OBJECTED" ? "denied" : "allowed");
    expect(settled.reasons[0]?.facts).toEqual({ by });
  });

  it("S52 denies whatever was agreed, also by the same person", () => {
    const settled = verdict(decision({ stages: [stage()] }), {
      objections: [{ by: "bob" }],
      approvals: [approval("bob")],
    });
    expect(settled.outcome).toBe("denied");
  });

  it("of who wrote the request counts too", () => {
    const settled = verdict(decision({ stages: [stage()] }), { objections: [{ by: "alice" }], excluded: ["alice"] });
    expect(codes(settled)).toEqual(["OBJECTED"]);
  });

  it("counts once a person, in order", () => {
    const objections = ["dana", "bob", "dana"].map((by) => ({ by }));
    const settled = verdict(decision({ stages: [stage()] }), { objections });
    expect(settled.reasons.map(({ facts }) => facts["by"])).toEqual(["bob", "dana"]);
  });
});

it("a verdict tells stages and obligations merged", () => {
  const said = decision({ stages: [stage(), stage({ count: 2 })], obligations: [review(60), review(30)] });
  expect(verdict(said)).toMatchObject({ stages: [{ count: 2, missing: 2 }], obligations: [review(30)] });
});
