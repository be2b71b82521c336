import { describe, expect, it } from "vitest";
import { postingOptions } from "../../../../src/engine/apply/posting-options.ts";
import { targetConfig } from "../../../fakes/target-config.ts";

const config = { targets: { first: targetConfig("door", null), second: targetConfig("db", "inside") } };

describe("postingOptions", () => {
  it.each([
    { asked: {}, posting: { target: null, runner: null } },
    { asked: { target: "door" }, posting: { target: "door", runner: null } },
    { asked: { runner: "inside" }, posting: { target: null, runner: "inside" } },
    { asked: { target: "db", runner: "inside" }, posting: { target: "db", runner: "inside" } },
  ])("takes $asked for what main knows", ({ asked, posting }) => {
    expect(postingOptions(asked, config)).toEqual(posting);
  });

  it("knows a target by its id, and names the nearest", () => {
    expect(() => postingOptions({ target: "dor" }, config)).toThrow(
      expect.objectContaining({
        code: "TARGET_UNKNOWN",
        message: expect.stringContaining("dor") as string,
        next: "Did you mean door?",
      }),
    );
  });

  it("knows a runner that some target names, and names the nearest", () => {
    expect(() => postingOptions({ runner: "insid" }, config)).toThrow(
      expect.objectContaining({
        code: "RUNNER_UNKNOWN",
        message: expect.stringContaining("insid") as string,
        next: "Did you mean inside?",
      }),
    );
  });

  it("takes any name where main cannot be read: ends must go on", () => {
    const asked = { target: "gone", runner: "nobody" };
    expect(postingOptions(asked, null)).toEqual(asked);
  });
});
