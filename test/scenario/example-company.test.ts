import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openExample, type ExampleOrganisation } from "../fakes/example-organisation.ts";

describe("the example company", () => {
  let company: ExampleOrganisation;
  beforeAll(async () => {
    company = await openExample(".");
  });
  afterAll(() => company[Symbol.asyncDispose]());

  it.each([
    {
      name: "critical: an owner and security",
      id: "payments/customers-db/2026-11-22-alice",
      requester: "alice",
      says: "pending, owner of team:payments, second of team:security",
    },
    {
      name: "a vendor's person: who answers for the vendor, too",
      id: "payments/customers-db/2026-11-24-vera",
      requester: "vera",
      says: "pending, owner of team:payments, second of team:security, vendor of person:erin",
    },
    {
      name: "a workload, asked for by an owner",
      id: "payments/exports/2026-11-23-nightly-export",
      requester: "alice",
      says: "pending, owner of team:payments",
    },
    {
      name: "high: an owner",
      id: "payments/payouts/2026-11-24-carol",
      requester: "carol",
      says: "pending, owner of team:payments",
    },
    { name: "low: nobody", id: "platform/status-page/2026-11-22-bob", requester: "bob", says: "allowed" },
    { name: "low: nobody, again", id: "platform/staging/2026-11-24-alice", requester: "alice", says: "allowed" },
    {
      name: "a workload, asked for by a stranger",
      id: "payments/exports/2026-11-23-nightly-export",
      requester: "dana",
      says: "denied REQUESTER_NOT_ALLOWED, owner of team:payments",
    },
  ])("$name", async ({ id, requester, says }) => {
    const { outcome, reasons, stages } = await company.judge({ request: id, by: requester });
    const denials = reasons.filter(({ severity }) => severity === "deny").map(({ code }) => code);
    const open = stages.map(({ name, from }) => `${name} of ${from.join(" or ")}`).toSorted();
    expect([[outcome, ...denials].join(" "), ...open].join(", ")).toBe(says);
  });
});
