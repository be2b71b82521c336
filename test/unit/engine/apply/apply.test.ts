import { beforeEach, describe, expect, it } from "vitest";
import { Town } from "../../../fakes/town.ts";

let town: Town;
beforeEach(async () => {
  town = await Town.found();
});

describe("apply", () => {
  it("gives what was merged and allowed, and says so before and after", async () => {
    await town.granted("alice", "a");
    const report = await town.apply();
    expect(report.problems).toEqual([]);
    expect(town.story).toEqual(["admitted a", "starting a", "activated a"]);
  });
});
