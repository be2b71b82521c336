import fc from "fast-check";
import { expect, it } from "vitest";
import { policyInputSchema, type PolicyInput } from "../../../../src/core/decision/input.ts";
import { validator } from "../../../../src/core/json/validator.ts";
import { plainest } from "../../../../src/policy/invariants/find-breaches.ts";
import { hintsOf } from "../../../../src/policy/invariants/hints.ts";
import { policyInputs } from "../../../../src/policy/invariants/policy-inputs.ts";
import { ownPolicies, policyData } from "../../../fakes/policies.ts";

const hints = hintsOf(ownPolicies(), policyData);
const inputs = policyInputs(hints);
const drawn = fc.sample(inputs, { numRuns: 2000, seed: 7 });

const kinds: readonly (readonly [name: string, is: (input: PolicyInput) => boolean])[] = [
  ["a vendor's person", ({ subject }) => subject.kind === "vendor"],
  ["a workload", ({ subject }) => subject.kind === "workload"],
  ["somebody who asks for another", ({ requester, subject }) => requester.id !== subject.id],
  ["each tier", ({ resource }) => resource.tier === "critical"],
  ["a lease of exactly what its role allows", ({ request, role }) => request.seconds === role.max],
  ["a lease that began already", ({ request, time }) => request.start < time.epoch],
  ["two approvals", ({ approvals }) => approvals.length === 2],
  [
    "a pair that the organisation calls toxic",
    ({ history }) => history.overlapping.some(({ entitlement }) => entitlement === "payments/exports:approve"),
  ],
  ["a budget that is just spent", ({ history }) => history.requests_24h === 5],
  ["a Sunday", ({ time }) => time.resource.weekday === 0],
];

it("draws nothing but whole inputs, as an engine would ask", () => {
  const fault = validator(policyInputSchema);
  expect(drawn.map((input) => fault(input)).filter((found) => found !== null)).toEqual([]);
  for (const { subject, vendor, request, resource, role } of drawn) {
    expect(vendor === null).toBe(subject.kind !== "vendor");
    expect(request.entitlement).toBe(`${resource.id}:${role.id}`);
  }
});

it.each(kinds)("draws %s more than once", (_, is) => {
  expect(drawn.filter(is).length).toBeGreaterThan(1);
});

it("draws the same requests each time", () => {
  expect(fc.sample(inputs, { numRuns: 50, seed: 7 })).toEqual(drawn.slice(0, 50));
});

it("shrinks to a person who asks for an hour of a thing of low tier", () => {
  expect(plainest(inputs, 7)).toMatchObject({
    phase: "check",
    request: { seconds: 3600, emergency: false },
    requester: { id: "ada" },
    subject: { id: "ada", kind: "person" },
    vendor: null,
    resource: { tier: "low" },
    approvals: [],
  });
});
