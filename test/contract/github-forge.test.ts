import type { MergeMethod } from "../fakes/github/state.ts";
import { GitHubWorld } from "../fakes/github-world.ts";
import { describeForge } from "./forge.ts";

for (const method of ["squash", "merge", "rebase"] satisfies MergeMethod[])
  describeForge(`GitHub, merged by ${method},`, async () => {
    const world = await GitHubWorld.create();
    const { github } = world;
    return {
      forge: world.forge,
      proposed: (files, author) => {
        const base = github.main;
        github.push("alice", { branch: "request", files, author });
        return Promise.resolve({ base, head: github.open("alice", "request").head });
      },
      merged: (head) => {
        const pull = [...github.hub.pulls.values()].find((one) => one.head === head);
        return world.walked(github.merge("bob", pull?.number ?? 0, { method }));
      },
      pushed: (files) => world.walked(github.push("root", { files })),
      close: () => world[Symbol.asyncDispose](),
    };
  });
