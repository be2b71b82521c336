import { expect, it } from "vitest";
import { isDraft, isEvent } from "../../../../src/core/ledger/event-of.ts";
import { seal } from "../../../../src/core/ledger/seal.ts";
import { digest, morning, toDraft } from "./history.ts";

it("tells events and drafts by their type", () => {
  const draft = toDraft({ type: "frozen" });
  const { event } = seal({ seq: 6, digest: digest("before"), at: morning }, draft);
  expect([isDraft(draft, "frozen"), isDraft(draft, "thawed")]).toEqual([true, false]);
  expect([isEvent(event, "frozen"), isEvent(event, "thawed")]).toEqual([true, false]);
});
