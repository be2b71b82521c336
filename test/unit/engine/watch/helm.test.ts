import { beforeEach, describe, expect, it } from "vitest";
import type { Heartbeat } from "../../../../src/core/ledger/heartbeat.ts";
import { after, instant, type Instant } from "../../../../src/core/time/instant.ts";
import { toTimestamp } from "../../../../src/core/time/timestamp.ts";
import { Helm } from "../../../../src/engine/watch/helm.ts";
import type { RunState } from "../../../../src/ports/run-state.ts";
import { sharedRunState } from "../../../fakes/residence.ts";
import { morning, Town } from "../../../fakes/town.ts";

const options = { signal: new AbortController().signal };
const yesterday = instant(morning - 86_400_000);

let run: RunState;
let door: RunState;
let town: Town;
beforeEach(async () => {
  [run, door, town] = [sharedRunState(), sharedRunState(), await Town.found()];
});

/** One that serves all, or the door alone. */
function helm(engine: string, how: { clone?: string; since?: Instant; alone?: true; serves?: string[] } = {}): Helm {
  const { clone: installation = engine, since = morning, serves = ["db", "door"] } = how;
  const ports = {
    ...town.ports(),
    pause: () => Promise.resolve(),
    identity: { installation, engine },
    show: () => undefined,
    tell: () => undefined,
    ...(how.alone === true
      ? { runState: door, above: run }
      : { runState: run, below: () => Promise.resolve(new Map([["door", door]])) }),
  };
  const report = (): Pick<Heartbeat, "overdue" | "lost"> => ({ overdue: 0, lost: [] });
  return new Helm(ports, { installation, engine, since, report, serves: () => serves });
}

const standing = async (state: RunState): Promise<string | null> =>
  (await state.read(options)).heartbeat?.engine ?? null;

/** A sign that an earlier process left when it was killed. */
async function left(state: RunState, clone: string, since: Instant): Promise<void> {
  const at = toTimestamp(since);
  const said: Heartbeat = { v: 1, installation: clone, engine: "dead", beat: 7, since: at, at, overdue: 0, lost: [] };
  await state.write((await state.read(options)).id, said, options);
}

describe("an engine that is stopped before it looked who has the helm", () => {
  it.each([
    { name: "takes away what a killed process of its clone left", clone: "here", since: yesterday, stands: null },
    { name: "leaves another clone's sign", clone: "there", since: yesterday, stands: "dead" },
    { name: "leaves the sign of who began after it", clone: "here", since: after(morning, 1), stands: "dead" },
  ])("$name", async ({ clone, since, stands }) => {
    await left(run, clone, since);
    await helm("one", { clone: "here" }).leave(options);
    expect(await standing(run)).toBe(stands);
  });

  it("leaves what no engine signed", async () => {
    const state = { ...run, read: () => Promise.resolve({ id: "9", heartbeat: null }) };
    const cleared: string[] = [];
    run = { ...state, clear: (id) => Promise.resolve(void cleared.push(id)) };
    await helm("one").leave(options);
    expect(cleared).toEqual([]);
  });
});

describe("S27 an engine that serves all and one that serves a target alone", () => {
  it("the later one sees the earlier: that target stays elsewhere until the other has heard of it", async () => {
    const [alone, whole] = [helm("alone", { alone: true }), helm("whole")];
    await alone.look(options);
    await whole.look(options);
    expect([alone.isHeld, whole.isHeld, [...whole.elsewhere]]).toEqual([true, true, ["door"]]);
    await alone.look(options);
    expect([alone.isHeld, await standing(door)]).toEqual([false, null]);
    await whole.look(options);
    expect([whole.isHeld, [...whole.elsewhere]]).toEqual([true, []]);
  });

  it("that begin at the same moment do not both take the target: whoever says that it lives looks again", async () => {
    const [alone, whole] = [helm("alone", { alone: true }), helm("whole")];
    // The one for all comes between the look above and the sign.
    const write = door.write.bind(door);
    door.write = async (...said) => {
      await whole.look(options);
      return write(...said);
    };
    await alone.look(options);
    expect([alone.isHeld, whole.isHeld, [...whole.elsewhere]]).toEqual([false, true, []]);
    expect(await standing(door)).toBeNull();
  });

  it("has no helm before it knows who is below it", async () => {
    const whole = helm("whole");
    door.read = () => Promise.reject(new Error("the host is down"));
    await expect(whole.look(options)).rejects.toThrow("down");
    expect(whole.isHeld).toBe(false);
  });

  it("takes the target over from one that has long said nothing, and clears its sign", async () => {
    await left(door, "elsewhere", yesterday);
    const whole = helm("whole");
    for (let looks = 0; looks < 9; looks += 1) {
      await whole.look(options);
      expect([...whole.elsewhere]).toEqual(["door"]);
    }
    await whole.look(options);
    expect([[...whole.elsewhere], await standing(door)]).toEqual([[], null]);
  });

  it("does not ask about targets that it does not serve", async () => {
    await helm("alone", { alone: true }).look(options);
    const whole = helm("whole", { serves: ["db"] });
    await whole.look(options);
    expect([...whole.elsewhere]).toEqual([]);
    expect(await standing(door)).toBe("alone");
  });
});
