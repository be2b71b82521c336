import { describe, expect, it } from "vitest";
import type { EventBodies } from "../../../../src/core/ledger/event-body.ts";
import type { Event, EventType } from "../../../../src/core/ledger/event.ts";
import { isMessageOf, toMessage } from "../../../../src/core/ledger/message.ts";
import { seal } from "../../../../src/core/ledger/seal.ts";
import { sentence } from "../../../../src/core/ledger/sentence.ts";
import { alice, bodies, commit, digest, judged, morning, toDraft } from "./history.ts";

const link = { seq: 6, digest: digest("before"), at: morning };

function event<Type extends EventType>(type: Type, body: EventBodies[Type] = bodies[type], grant = alice): Event {
  return seal(link, toDraft({ type, body: body, grant, main: commit(2) })).event;
}

describe("sentence", () => {
  it.each<{ type: EventType; body?: EventBodies[EventType]; says: string }>([
    { type: "genesis", says: "the ledger of repository 0b6f3c1e-7a51-4c1d-9a43-1f6a2f0c9b11 begins" },
    {
      type: "rules_accepted",
      says: `rules ${digest("rules").slice(0, 19)} are in force from 000000000000; agreed by dana`,
    },
    {
      type: "rules_accepted",
      body: { ...bodies.rules_accepted, by: [] },
      says: `rules ${digest("rules").slice(0, 19)} are in force from 000000000000`,
    },
    {
      type: "rules_refused",
      says: `rules ${digest("planted").slice(0, 19)} of 000000000000 are not in force (RULES_UNSIGNED)`,
    },
    { type: "admitted", says: "alice will get payments/customers-db:read-only until 2026-11-22 12:00 UTC" },
    { type: "refused", says: `${alice} (PENDING)` },
    {
      type: "refused",
      body: { ...bodies.refused, judged: judged() },
      says: "alice does not get payments/customers-db:read-only (PENDING)",
    },
    { type: "deferred", says: `${alice} could not be judged yet (FORGE_UNREACHABLE)` },
    { type: "declined", says: `${alice} was closed without a merge` },
    { type: "starting", says: "alice is about to get payments/customers-db:read-only until 2026-11-22 12:00 UTC" },
    { type: "activated", says: "alice may use payments/customers-db:read-only until 2026-11-22 12:00 UTC" },
    {
      type: "activated",
      body: { ...bodies.activated, until: "2026-11-22T12:00:05.250Z" },
      says: "alice may use payments/customers-db:read-only until 2026-11-22 12:00:05 UTC",
    },
    { type: "adjusted", says: "alice may use payments/customers-db:read-only until 2026-11-22 12:00 UTC (extended)" },
    { type: "start_failed", says: "alice could not be given payments/customers-db:read-only (ALREADY_HELD)" },
    { type: "ended", says: "payments/customers-db:read-only of alice ended with its lease" },
    {
      type: "ended",
      body: { ...bodies.ended, subject: null, entitlement: null, because: "unexplained" },
      says: "a holding on prod-postgres ended: no grant explained it",
    },
    {
      type: "ended",
      body: { ...bodies.ended, entitlement: null },
      says: "a holding on prod-postgres ended with its lease",
    },
    {
      type: "ended",
      body: { ...bodies.ended, subject: null },
      says: "a holding on prod-postgres ended with its lease",
    },
    {
      type: "end_failed",
      says: "payments/customers-db:read-only of alice could not be ended yet (TARGET_UNREACHABLE)",
    },
    { type: "revoke_ordered", says: "dana ended everything of subject alice" },
    { type: "withdrawn", says: `erin withdrew ${alice}` },
    { type: "notified", says: `team:security was told of ${alice}` },
    { type: "lifted", says: "dana took back what was said of subject:alice" },
    { type: "drift", says: "prod-postgres shows alice_w otherwise than recorded (missing)" },
    {
      type: "drift",
      body: { ...bodies.drift, over: true },
      says: "prod-postgres shows alice_w as recorded again (missing)",
    },
    { type: "objected", says: `dana objects to ${alice}` },
    { type: "frozen", says: "nothing is admitted or started (MAIN_REWRITTEN)" },
    { type: "thawed", says: "main is followed again from 000000000000; agreed by dana" },
    { type: "reviewed", says: `erin found ${alice} justified` },
    {
      type: "reviewed",
      body: { ...bodies.reviewed, verdict: "not_justified" },
      says: `erin found ${alice} not justified`,
    },
    { type: "recovered", says: "the history goes on from event 3; agreed by dana" },
    { type: "rolled_over", says: "the history goes on, on ledger/2" },
  ])("$type: $says", ({ type, body = bodies[type], says }) => {
    expect(sentence(event(type, body))).toBe(`${type}: ${says}`);
  });

  it.each<{ because: EventBodies["ended"]["because"]; says: string }>([
    { because: "lapsed", says: "was never given, and its lease is over" },
    { because: "withdrawn", says: "ended early: its request was withdrawn" },
    { because: "revoked", says: "ended early: it was revoked" },
    { because: "denied", says: "ended early: the rules no longer allow it" },
    { because: "superseded", says: "goes on by its extension" },
    { because: "left", says: "ended early: its holder is no longer eligible, or lost the key" },
    { because: "contract", says: "ended early: the vendor's contract is over" },
    { because: "effect", says: "ended early: what it would do has changed" },
    { because: "removed_at_target", says: "ended early: it was removed at its target" },
    { because: "abandoned", says: "ended with its target, which was abandoned" },
  ])("says that it $says", ({ because, says }) => {
    expect(sentence(event("ended", { ...bodies.ended, because }))).toBe(
      `ended: payments/customers-db:read-only of alice ${says}`,
    );
  });

  it.each<{ type: EventType; body?: EventBodies[EventType]; says: string }>([
    {
      type: "rules_accepted",
      says: `rules ${digest("rules").slice(0, 19)} are in force from init; agreed by dana`,
    },
    {
      type: "rules_refused",
      body: { ...bodies.rules_refused, codes: ["RULES_UNSIGNED", "RULES_BROKEN"] },
      says: `rules ${digest("planted").slice(0, 19)} of main are not in force (RULES_UNSIGNED, RULES_BROKEN)`,
    },
    { type: "objected", says: "dana objects to something" },
  ])("$type says where it names neither grant nor commit: $says", ({ type, body = bodies[type], says }) => {
    expect(sentence(seal(link, toDraft({ type, body })).event)).toBe(`${type}: ${says}`);
  });

  it("names everybody who agreed once, in order", () => {
    const signed = ["erin", "dana", "erin"].map((by) => ({ by, statement: digest(by) }));
    expect(sentence(event("thawed", { ...bodies.thawed, by: signed }))).toContain("; agreed by dana, erin");
  });
});

describe("toMessage", () => {
  const sealed = digest("sealed");

  it("is a sentence, an empty line, and trailers", () => {
    const body: EventBodies["admitted"] = {
      ...bodies.admitted,
      judged: judged({
        approvals: ["erin", "bob", "bob"].map((by) => ({
          by,
          via: "signature",
          hardware: false,
          user_verified: false,
          proof: digest(by),
        })),
      }),
    };
    expect(toMessage(event("admitted", body), sealed)).toBe(
      [
        "admitted: alice will get payments/customers-db:read-only until 2026-11-22 12:00 UTC",
        "",
        "Brevet-Event: admitted",
        "Brevet-Seq: 7",
        `Brevet-Grant: ${alice}`,
        "Brevet-Subject: alice",
        "Brevet-Resource: payments/customers-db:read-only",
        "Brevet-Until: 2026-11-22T12:00:00.000Z",
        "Brevet-Approved-By: bob",
        "Brevet-Approved-By: erin",
        `Brevet-Digest: ${sealed}`,
        "",
      ].join("\n"),
    );
  });

  it("bears the digest of the state at the end of a run", () => {
    const message = toMessage(event("ended"), sealed, digest("state"));
    expect(message).toContain(`\nBrevet-Digest: ${sealed}\nBrevet-State: ${digest("state")}\n`);
    expect(message.endsWith(`${digest("state")}\n`)).toBe(true);
  });

  it.each<{ type: EventType; body?: EventBodies[EventType]; has: readonly string[] }>([
    { type: "genesis", has: ["Event", "Seq", "Grant", "Digest"] },
    { type: "rules_accepted", has: ["Event", "Seq", "Grant", "Approved-By", "Digest"] },
    { type: "rules_refused", has: ["Event", "Seq", "Grant", "Digest"] },
    { type: "refused", has: ["Event", "Seq", "Grant", "Digest"] },
    {
      type: "refused",
      body: { ...bodies.refused, judged: judged() },
      has: ["Event", "Seq", "Grant", "Subject", "Resource", "Digest"],
    },
    { type: "starting", has: ["Event", "Seq", "Grant", "Subject", "Resource", "Until", "Digest"] },
    { type: "activated", has: ["Event", "Seq", "Grant", "Subject", "Resource", "Until", "Digest"] },
    { type: "adjusted", has: ["Event", "Seq", "Grant", "Subject", "Resource", "Until", "Digest"] },
    { type: "start_failed", has: ["Event", "Seq", "Grant", "Subject", "Resource", "Digest"] },
    { type: "ended", has: ["Event", "Seq", "Grant", "Subject", "Resource", "Digest"] },
    {
      type: "ended",
      body: { ...bodies.ended, subject: null, entitlement: null },
      has: ["Event", "Seq", "Grant", "Digest"],
    },
    { type: "end_failed", has: ["Event", "Seq", "Grant", "Subject", "Resource", "Digest"] },
    { type: "drift", has: ["Event", "Seq", "Grant", "Digest"] },
    { type: "thawed", has: ["Event", "Seq", "Grant", "Approved-By", "Digest"] },
    { type: "recovered", has: ["Event", "Seq", "Grant", "Approved-By", "Digest"] },
  ])("a commit of $type bears $has", ({ type, body = bodies[type], has }) => {
    const lines = toMessage(event(type, body), sealed).split("\n\n")[1]!.trimEnd().split("\n");
    expect(lines.map((line) => line.slice("Brevet-".length, line.indexOf(":")))).toEqual(has);
  });

  it("names no grant where there is none", () => {
    const { event: one } = seal(link, toDraft({ type: "frozen" }));
    expect(toMessage(one, sealed)).not.toContain("Brevet-Grant");
  });

  it.each([
    "x\n\nBrevet-Approved-By: dana",
    "x\r\nBrevet-Grant: a/b/2026-11-22-c",
    "x\u2028Brevet-Seq: 1",
    "x\u0085Brevet-Seq: 1",
    "\u001b[2Jx",
    "\u202ex",
  ])("S40 text of a target can forge no trailer: %j", (principal) => {
    const drift = event("drift", { ...bodies.drift, principal });
    const message = toMessage(drift, sealed);
    expect(message.split("\n\n")).toHaveLength(2);
    expect(message.split("\n").filter((line) => line.startsWith("Brevet-"))).toHaveLength(4);
    expect(message).toMatch(/^[ -~\n]+$/);
  });

  it("S40 shows what no line can bear as one mark", () => {
    const drift = event("drift", { ...bodies.drift, principal: "x\r\n\u2028y\u00e9z" });
    expect(toMessage(drift, sealed)).toMatch(/^drift: prod-postgres shows x\?y\?z otherwise/);
  });

  it("S40 keeps a line short, however long the text", () => {
    const drift = event("drift", { ...bodies.drift, principal: "x".repeat(10_000) });
    expect(toMessage(drift, sealed).split("\n")[0]).toHaveLength(500);
  });
});

describe("isMessageOf", () => {
  const one = event("activated");
  const message = toMessage(one, digest("sealed"));
  const last = toMessage(one, digest("sealed"), digest("state"));

  it.each([
    { name: "the message", text: message, expected: true },
    { name: "the message with a state", text: last, expected: true },
    { name: "a message with another sentence", text: message.replace("alice", "carol"), expected: false },
    { name: "a message with another trailer", text: message.replace("Seq: 7", "Seq: 8"), expected: false },
    { name: "a message with one more trailer", text: `${message}Brevet-Approved-By: dana\n`, expected: false },
    { name: "a message without its end", text: message.trimEnd(), expected: false },
    { name: "a message with a state that is none", text: last.replace(/sha256-\S+\n$/, "x\n"), expected: false },
    { name: "a message with two states", text: `${last}Brevet-State: ${digest("state")}\n`, expected: false },
  ])("takes $name: $expected", ({ text, expected }) => {
    expect(isMessageOf(text, one, digest("sealed"))).toBe(expected);
  });

  it("knows another digest", () => {
    expect(isMessageOf(message, one, digest("other"))).toBe(false);
  });
});
