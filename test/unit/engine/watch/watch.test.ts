import { setTimeout as wait } from "node:timers/promises";
import { expect, it } from "vitest";
import { watch } from "../../../../src/engine/watch/watch.ts";
import type { WatchPorts } from "../../../../src/engine/watch/watch-ports.ts";
import { sharedRunState } from "../../../fakes/residence.ts";
import { Town } from "../../../fakes/town.ts";

it("what is overdue when a resident engine begins has ended before anything outside is asked", async () => {
  const town = await Town.found();
  await town.granted("alice", "a");
  await town.apply();
  town.pass(120);
  const stop = new AbortController();
  const heldThen: number[] = [];
  const asked = (): void => void heldThen.push(town.target("db").held.size);
  const base = town.ports();
  const runState = sharedRunState();
  const ports: WatchPorts = {
    ...base,
    git: {
      ...base.git,
      fetch(...args) {
        asked();
        stop.abort();
        return base.git.fetch(...args);
      },
    },
    runState: {
      ...runState,
      read(...args) {
        asked();
        return runState.read(...args);
      },
    },
    pause: (_ms, { signal }) => wait(5, undefined, { signal }).catch(() => undefined),
    identity: { installation: "here", engine: "first" },
    show: () => undefined,
    tell: () => undefined,
  };
  await watch(ports, { runner: null, target: null }, { signal: new AbortController().signal, stop: stop.signal });
  expect(new Set(heldThen)).toEqual(new Set([0]));
});
