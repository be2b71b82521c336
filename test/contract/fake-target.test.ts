import { fakeTarget, fakeTraits } from "../fakes/target.ts";
import { describeTarget, thisSecond } from "./target.ts";
import type { World } from "./target.ts";

describeTarget("the fake", () => {
  const clock = { now: () => world.now };
  const target = fakeTarget("door", { clock, identity: "fake-1" });
  const world: World = {
    traits: fakeTraits,
    target,
    reader: target.reader,
    identity: "fake-1",
    now: thisSecond(),
    secrets: [],
    rights: [{ role: "reader" }, { role: "writer" }],
    publicKey: () => null,
    works: ({ ref }) => Promise.resolve(target.held.has(ref)),
    openSession({ ref }) {
      target.sessions.set(ref, 1);
      return Promise.resolve({ wasCut: () => Promise.resolve(!target.sessions.has(ref)) });
    },
    contents: () => Promise.resolve(JSON.stringify([...target.held.values()])),
    giveByHand: (principal, rights) => Promise.resolve(target.giveByHand(principal, rights).ref),
    breakDown() {
      target.faults.unreachable = true;
      return Promise.resolve();
    },
    repair() {
      target.faults.unreachable = false;
      return Promise.resolve();
    },
    close: () => target.close(),
  };
  return Promise.resolve(world);
});
