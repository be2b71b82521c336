import { plainForge } from "../../src/forge/plain/plain-forge.ts";
import { memoryGit } from "../fakes/memory-git.ts";
import { MemoryRepository } from "../fakes/memory-repository.ts";
import { MemoryWorld } from "../fakes/memory-world.ts";
import { describeForge } from "./forge.ts";
import { describeGit } from "./git.ts";

describeGit("the one in memory", () => {
  const repository = new MemoryRepository();
  return Promise.resolve({
    git: memoryGit(repository),
    commit: (draft) => repository.commit(draft),
    remove: (branch) => void repository.refs.delete(`refs/heads/${branch}`),
    close: () => Promise.resolve(),
  });
});

describeForge("the plain one, on git in memory", () => {
  const world = new MemoryWorld();
  return Promise.resolve({
    forge: plainForge(world.git),
    proposed: (files, author) =>
      Promise.resolve({ base: world.main, head: world.branch("request", [{ files, author }]) }),
    merged: (head) => world.walked(world.merge(head)),
    pushed: (files) => world.walked(world.repository.commit({ files })),
    close: () => Promise.resolve(),
  });
});
