import { PlainWorld } from "../fakes/plain-world.ts";
import { describeForge } from "./forge.ts";

describeForge("the plain one", async () => {
  const world = await PlainWorld.create();
  return {
    forge: world.forge,
    proposed: (files, author) =>
      Promise.resolve({ base: world.main, head: world.branch("request", [{ files, author }]) }),
    merged: (head) => world.walked(world.merge(head)),
    pushed: (files) => world.walked(world.repository.commit({ files })),
    close: () => world[Symbol.asyncDispose](),
  };
});
