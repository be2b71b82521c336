import { beforeEach, describe, expect, it } from "vitest";
import { brevetError } from "../../../src/core/problem/brevet-error.ts";
import type { ApplyPorts } from "../../../src/engine/engine-ports.ts";
import type { FakeTarget } from "../../fakes/target.ts";
import { Town } from "../../fakes/town.ts";

let town: Town;
let db: FakeTarget;
beforeEach(async () => {
  town = await Town.found();
  db = town.target("db");
});

const refs = (): string[] => [...db.held.keys()];

describe("S63 on a target that others use too", () => {
  it("what somebody held before is never taken for ours, nor ended with ours, and a start waits until it is gone", async () => {
    const theirs = db.giveByHand("alice", { role: "ro" });
    await town.granted("alice", "a");
    const report = await town.apply();
    expect(report).toMatchObject({
      ok: false,
      changes: [{ action: "start", outcome: "skipped", code: "ALREADY_HELD" }],
    });
    expect([db.changes, refs()]).toEqual([[], [theirs.ref]]);
    db.held.delete(theirs.ref);
    town.pass(1);
    expect(await town.apply()).toMatchObject({ ok: true, changes: [{ action: "start", outcome: "done" }] });
    const again = db.giveByHand("alice", { role: "ro" });
    town.pass(120);
    expect(await town.apply()).toMatchObject({ changes: [{ action: "end", outcome: "done" }] });
    expect(refs()).toEqual([again.ref]);
    const told = town.story.filter((one) => one !== "drift");
    expect(told).toEqual(["admitted a", "start_failed a", "starting a", "activated a", "ended a"]);
  });

  it("what another repository gave, under its own marker, is foreign: told, and left as it is", async () => {
    await town.granted("alice", "a");
    await town.apply();
    const theirs = db.giveByHand("bob", { role: "ro" });
    for (const minutes of [1, 121]) {
      town.pass(minutes);
      const report = await town.apply();
      expect(report.drift).toMatchObject([{ kind: "foreign", principal: "bob" }]);
    }
    expect(refs()).toEqual([theirs.ref]);
    expect(db.changes.filter((change) => change.includes("bob"))).toEqual([]);
  });

  it("a crash right after the start finds what it gave, says so, and gives nothing twice", async () => {
    await town.granted("alice", "a");
    let isGone = false;
    const real = town.ports();
    const gone: Partial<ApplyPorts> = {
      ledger: {
        ...real.ledger,
        append: (...args) =>
          isGone
            ? Promise.reject(brevetError("GIT_REMOTE_FAILED", { remote: "origin", said: "gone" }))
            : real.ledger.append(...args),
      },
      targets: {
        async open(...args) {
          isGone = true;
          return await real.targets.open(...args);
        },
      },
    };
    await town.apply(gone);
    expect(town.story).toEqual(["admitted a", "starting a"]);
    expect(refs()).toHaveLength(1);
    expect(await town.apply()).toMatchObject({ ok: true });
    expect(town.story).toEqual(["admitted a", "starting a", "activated a"]);
    expect(db.changes).toHaveLength(1);
    town.pass(121);
    await town.apply();
    expect(refs()).toEqual([]);
  });
});
