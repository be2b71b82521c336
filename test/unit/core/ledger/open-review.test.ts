import { describe, expect, it } from "vitest";
import type { Obligation } from "../../../../src/core/decision/decision.ts";
import { closeReview, openReview, reviewerKey, reviewersOf } from "../../../../src/core/ledger/open-review.ts";
import { after } from "../../../../src/core/time/instant.ts";
import { admitted, alice, digest, historyOf, judged, morning } from "./history.ts";

const grantWith = (...obligations: Obligation[]): Parameters<typeof openReview>[0] => {
  const proof = { via: "signature" as const, hardware: false, user_verified: false, proof: digest("proof") };
  const approvals = ["zoe", "bob", "bob"].map((by) => ({ by, ...proof }));
  const body = admitted({ judged: judged({ requester: "carol", approvals }), obligations });
  return historyOf([{ type: "admitted", grant: alice, body }]).state.grants[alice]!;
};
const ended = { at: morning, seq: 9 };

describe("what is to be looked at of a grant that ends", () => {
  it("names what it was, the event that ended it, and who may not look", () => {
    expect(openReview(grantWith({ kind: "review", within: 60 }), ended)).toEqual({
      subject: "alice",
      entitlement: "payments/customers-db:read-only",
      digest: digest("request"),
      seq: 9,
      excluded: ["alice", "bob", "carol", "zoe"],
      due: after(morning, 60),
      open: { "": after(morning, 60) },
    });
  });

  it.each<{ name: string; obligations: Obligation[]; open: object | null }>([
    { name: "nothing where nothing has to be", obligations: [], open: null },
    { name: "nothing for what asks something else", obligations: [{ kind: "end_sessions" }], open: null },
    {
      name: "the soonest by the same people, in whatever order they are named",
      obligations: [
        { kind: "review", within: 60, from: ["team:y", "team:x"] },
        { kind: "review", within: 30, from: ["team:x", "team:y"] },
        { kind: "review", within: 90, from: ["team:x", "team:y"] },
      ],
      open: { "team:x team:y": after(morning, 30) },
    },
    {
      name: "each by those who have to look",
      obligations: [
        { kind: "review", within: 60, from: ["team:x"] },
        { kind: "notify", to: "team:x" },
        { kind: "review", within: 30, from: [] },
      ],
      open: { "team:x": after(morning, 60), "": after(morning, 30) },
    },
  ])("is $name", ({ obligations, open }) => {
    expect(openReview(grantWith(...obligations), ended)?.open ?? null).toEqual(open);
  });

  it("is over for those who have looked, and due when the next have to", () => {
    const review = openReview(
      grantWith({ kind: "review", within: 60 }, { kind: "review", within: 90, from: ["team:x"] }),
      ended,
    )!;
    expect(closeReview(review, ["team:other"])).toEqual(review);
    expect(closeReview(review, [""])).toEqual({
      ...review,
      open: { "team:x": after(morning, 90) },
      due: after(morning, 90),
    });
    expect(closeReview(review, ["team:x", ""])).toBeNull();
  });
});

describe("who is to look", () => {
  it.each([
    { from: undefined, key: "", names: [] },
    { from: [], key: "", names: [] },
    { from: ["team:x"], key: "team:x", names: ["team:x"] },
    { from: ["team:y", "team:x"], key: "team:x team:y", names: ["team:x", "team:y"] },
  ])("$from is the text '$key', and back", ({ from, key, names }) => {
    expect(reviewerKey(from === undefined ? {} : { from })).toBe(key);
    expect(reviewersOf(key)).toEqual(names);
  });
});
