import { describe, expect, it } from "vitest";
import type { Json } from "../../../../src/core/json/value.ts";
import { inputVersion } from "../../../../src/core/decision/input.ts";
import { inputSchemas } from "../../../../src/core/decision/input-versions.ts";
import { bodyFault, type JudgedBody } from "../../../../src/core/ledger/event-body.ts";
import { eventSchema } from "../../../../src/core/ledger/event-schema.ts";
import { eventTypes } from "../../../../src/core/ledger/event.ts";
import type { EventType } from "../../../../src/core/ledger/event.ts";
import { admitted, bodies, decision, digest, input, judged } from "./history.ts";

const newer = inputVersion + 1;

/** An input with some of it changed, whatever its schema says. */
const asked = (changes: object): JudgedBody["input"] => ({ ...input, ...changes });

describe("bodyFault", () => {
  it.each(eventTypes.map((type) => ({ type })))(
    "accepts a body of $type, and none that lacks or adds a key",
    ({ type }) => {
      const body = bodies[type] as unknown as { readonly [key: string]: Json };
      expect(bodyFault(type, body)).toBeNull();
      expect(bodyFault(type, { ...body, more: 1 })).toMatch(/additional properties|must match a schema/);
      for (const key of Object.keys(body)) {
        const { [key]: _, ...rest } = body;
        expect([key, bodyFault(type, rest)]).toEqual([key, expect.stringContaining(`'${key}'`) as string]);
      }
    },
  );

  it("knows the same types as the frame", () => {
    expect(eventSchema.properties.type.enum).toEqual(eventTypes);
  });

  it.each([...inputSchemas.keys()].map((version) => ({ version })))(
    "holds an input of version $version to its schema",
    ({ version }) => {
      const body = admitted({ judged: judged({ input_version: version, input: asked({ phase: 7 }) }) });
      expect(bodyFault("admitted", body)).toContain("/judged/input/phase");
    },
  );

  it("holds an input that names no version to the first one's schema", () => {
    const { input_version: _, ...unversioned } = judged({ input: asked({ phase: 7 }) });
    expect(bodyFault("admitted", admitted({ judged: unversioned }))).toContain("/judged/input/phase");
  });

  it.each<{ name: string; type: EventType; body: object; what: string }>([
    { name: "a genesis without keys", type: "genesis", body: { ...bodies.genesis, keys: [] }, what: "/keys" },
    {
      name: "a key that is no fingerprint",
      type: "genesis",
      body: { ...bodies.genesis, keys: ["x"] },
      what: "/keys/0",
    },
    {
      name: "a short random number",
      type: "genesis",
      body: { ...bodies.genesis, nonce: "0123456789abcde" },
      what: "/nonce",
    },
    { name: "no repository", type: "genesis", body: { ...bodies.genesis, repository: "" }, what: "/repository" },
    {
      name: "a decision of another shape",
      type: "admitted",
      body: admitted({ judged: judged({ decision: { ...decision, lease: { max: 1.5, not_after: null } } }) }),
      what: "/judged/decision/lease/max",
    },
    {
      name: "an input of another shape",
      type: "admitted",
      body: admitted({ judged: judged({ input: asked({ phase: "later" }) }) }),
      what: "/judged/input/phase",
    },
    {
      name: "an input of another shape than its version's",
      type: "admitted",
      body: admitted({ judged: judged({ input: asked({ language: "de" }) }) }),
      what: "/judged/input must NOT have additional properties",
    },
    {
      name: "an input for the merge of another shape",
      type: "refused",
      body: { ...bodies.refused, judged: judged({ merge_input: asked({ phase: "later" }) }) },
      what: "/judged/merge_input/phase",
    },
    {
      name: "a version that never was",
      type: "admitted",
      body: admitted({ judged: judged({ input_version: 0 }) }),
      what: "/judged/input_version",
    },
    {
      name: "an input of a newer version without what an engine reads of it",
      type: "admitted",
      body: admitted({ judged: judged({ input_version: newer, input: { ...input, request: {} as never } }) }),
      what: "/judged/input/request must have required property 'emergency'",
    },
    {
      name: "an obligation nobody knows",
      type: "admitted",
      body: admitted({ obligations: [{ kind: "trust" }] as never }),
      what: "/obligations/0",
    },
    {
      name: "a lease of words",
      type: "admitted",
      body: admitted({ lease: { from: "now", until: "later" } }),
      what: "/lease/from",
    },
    { name: "an extension of nothing", type: "admitted", body: admitted({ extends: "x" }), what: "/extends" },
    {
      name: "an approval without proof",
      type: "admitted",
      body: admitted({
        judged: judged({
          approvals: [{ by: "bob", via: "signature", hardware: false, user_verified: false, proof: "x" }],
        }),
      }),
      what: "/judged/approvals/0/proof",
    },
    {
      name: "a name that could be read as something else",
      type: "admitted",
      body: admitted({ judged: judged({ subject: "alice\nBrevet-Grant: x" }) }),
      what: "/judged/subject",
    },
    { name: "a code in lower case", type: "refused", body: { ...bodies.refused, code: "pending" }, what: "/code" },
    { name: "a reason nobody knows", type: "ended", body: { ...bodies.ended, because: "bored" }, what: "/because" },
    { name: "no way to know it", type: "ended", body: { ...bodies.ended, verified: "hoped" }, what: "/verified" },
    {
      name: "a nameless gift",
      type: "activated",
      body: { ...bodies.activated, given: { ...bodies.activated.given, ref: "" } },
      what: "/given/ref",
    },
    { name: "attempt 0", type: "end_failed", body: { ...bodies.end_failed, attempt: 0 }, what: "/attempt" },
    {
      name: "a revocation of two things",
      type: "revoke_ordered",
      body: { ...bodies.revoke_ordered, match: { subject: "a", vendor: "b" } },
      what: "/match",
    },
    {
      name: "a revocation of nothing",
      type: "revoke_ordered",
      body: { ...bodies.revoke_ordered, match: {} },
      what: "/match",
    },
    { name: "a lift of everything", type: "lifted", body: { ...bodies.lifted, scope: "all:x" }, what: "/scope" },
    { name: "a thaw to a branch", type: "thawed", body: { ...bodies.thawed, to: "main" }, what: "/to" },
    { name: "a verdict of its own", type: "reviewed", body: { ...bodies.reviewed, verdict: "fine" }, what: "/verdict" },
    {
      name: "recovery to before the beginning",
      type: "recovered",
      body: { ...bodies.recovered, ledger: { seq: 0, digest: digest("x") } },
      what: "/ledger/seq",
    },
  ])("refuses $name", ({ type, body, what }) => {
    expect(bodyFault(type, body)).toContain(what);
  });

  it.each<{ name: string; type: EventType; body: object }>([
    {
      name: "an end that no grant explains",
      type: "ended",
      body: { ...bodies.ended, subject: null, entitlement: null, sessions: null },
    },
    {
      name: "sessions that were not counted",
      type: "ended",
      body: { ...bodies.ended, sessions: { ended: null, supported: true } },
    },
    { name: "a failed end with its attempt", type: "end_failed", body: { ...bodies.end_failed, attempt: 1 } },
    { name: "a refusal that a policy gave", type: "refused", body: { ...bodies.refused, judged: judged() } },
    {
      name: "what a newer version was asked, of which only it knows all",
      type: "admitted",
      body: admitted({
        judged: judged({
          input_version: newer,
          input: asked({ language: "de", phase: "later" }),
          merge_input: asked({ language: "de" }),
        }),
      }),
    },
    { name: "an extension", type: "admitted", body: admitted({ extends: "payments/customers-db/2026-11-21-alice" }) },
    { name: "an obligation", type: "admitted", body: admitted({ obligations: [{ kind: "review", within: 86_400 }] }) },
    {
      name: "rules that follow others",
      type: "rules_accepted",
      body: { ...bodies.rules_accepted, from: digest("old") },
    },
    { name: "a freeze without a commit", type: "frozen", body: { ...bodies.frozen, head: null } },
    { name: "drift without a name", type: "drift", body: { ...bodies.drift, ref: null } },
    { name: "a change without a number", type: "declined", body: { number: null } },
  ])("accepts $name", ({ type, body }) => {
    expect(bodyFault(type, body)).toBeNull();
  });
});
