import { openGit } from "../../src/git/open-git.ts";
import { Repository } from "../fakes/repository.ts";
import { describeGit } from "./git.ts";

const { signal } = new AbortController();

describeGit("a clone without a remote", async () => {
  const repository = Repository.create();
  const git = await openGit({ folder: repository.folder, remote: null, signal });
  return {
    git,
    commit: (draft) => repository.commit(draft),
    remove: (branch) => void repository.git("update-ref", "-d", `refs/heads/${branch}`),
    close: async () => {
      await git.close();
      repository[Symbol.dispose]();
    },
  };
});

describeGit("a clone of a remote", async () => {
  const server = Repository.create({ bare: true });
  server.commit({ files: { "README.md": "x" } });
  const clone = server.clone();
  const git = await openGit({ folder: clone.folder, remote: "origin", signal });
  return {
    git,
    commit: (draft) => server.commit(draft),
    remove: (branch) => void server.git("update-ref", "-d", `refs/heads/${branch}`),
    close: async () => {
      await git.close();
      clone[Symbol.dispose]();
      server[Symbol.dispose]();
    },
  };
});
