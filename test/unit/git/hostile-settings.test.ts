import { chmodSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { openGit } from "../../../src/git/open-git.ts";
import { collect } from "../../fakes/collect.ts";
import { Repository } from "../../fakes/repository.ts";

const options = { signal: new AbortController().signal };
const mallory = "Mallory <mallory@acme.example>";

/** A clone with a merge, and with two lines that would conflict. */
class Story implements Disposable {
  readonly repository: Repository = Repository.create();
  readonly root: string = this.repository.commit({
    files: { "requests/a.yaml": "one\n", code: "x" },
    message: "Root\n",
  });
  readonly side: string = this.repository.commit({
    branch: "side",
    parents: [this.root],
    files: { "requests/b.yaml": "b", "requests/a.yaml": "theirs\n" },
    author: mallory,
  });
  readonly ours: string = this.repository.commit({
    files: { "requests/a.yaml": "ours\n", sub: { mode: "160000", oid: this.root } },
  });
  readonly head: string = this.repository.commit({
    parents: [this.ours, this.side],
    files: { "requests/b.yaml": "b" },
  });

  path(name: string): string {
    return join(this.repository.folder, name);
  }

  write(name: string, text: string): void {
    mkdirSync(dirname(this.path(name)), { recursive: true });
    writeFileSync(this.path(name), text);
  }

  [Symbol.dispose](): void {
    this.repository[Symbol.dispose]();
  }
}

/** Everything that the engine believes of it. */
async function answers({ repository, root, side, ours, head }: Story): Promise<unknown> {
  const git = await openGit({ folder: repository.folder, remote: null, ...options });
  try {
    const [made] = await git.importCommits(
      head,
      [
        {
          files: new Map([["requests/a.yaml", Buffer.from("new\r\n")]]),
          message: "m\n",
          author: { name: "B", email: "b@x", at: 0 as never },
        },
      ],
      options,
    );
    return {
      resolved: [await git.resolve("main", options), await git.resolve("main~1", options)],
      commit: await git.commit(side, options),
      read: await git.read(head, ["requests/a.yaml", "requests/b.yaml", "sub"], options),
      list: await git.list(head, "", options),
      diff: await git.diff(root, head, options),
      walk: await collect(git.walk(root, head, options)),
      between: await git.commitsBetween(root, head, options),
      history: (await collect(git.history(head, "", options))).flat(),
      base: await git.mergeBase(ours, side, options),
      conflict: await git.mergeTree(ours, side, options),
      merged: await git.mergeTree(root, side, options),
      line: [await git.onFirstParentLine(side, head, options), await git.onFirstParentLine(root, head, options)],
      made,
    };
  } finally {
    await git.close();
  }
}

describe("S02 what is read is what the objects say", () => {
  afterEach(() => vi.unstubAllEnvs());

  it("knows the story", async () => {
    using story = new Story();
    expect(await answers(story)).toMatchObject({
      resolved: [story.head, story.ours],
      commit: { author: { name: "Mallory", email: "mallory@acme.example" } },
      base: story.root,
      conflict: null,
      merged: story.repository.git("rev-parse", `${story.side}^{tree}`),
      line: [false, true],
    });
  });

  it.each<{ readonly name: string; readonly play: (story: Story) => void }>([
    {
      name: "a replaced blob, commit and tree",
      play({ repository, head, side }) {
        const evil = repository.commit({ branch: "evil", parents: [], files: { "requests/a.yaml": "evil" } });
        repository.git("replace", `${head}:requests/a.yaml`, repository.write("blob", "evil"));
        repository.git("replace", head, evil);
        repository.git("replace", `${side}^{tree}`, `${evil}^{tree}`);
      },
    },
    {
      name: "a graft",
      play(story) {
        story.write(".git/info/grafts", `${story.head} ${story.side}\n${story.side}\n`);
      },
    },
    {
      name: "a forged commit graph",
      play({ repository, head, side }) {
        // The graph is written while a replaced commit counts, so it would tell another first parent.
        repository.git("commit-graph", "write", "--reachable");
        repository.git("config", "core.commitGraph", "true");
        repository.git("replace", "--graft", head, side);
      },
    },
    {
      name: "merge drivers named by attributes of the work tree, the clone and the commits",
      play(story) {
        const attributes =
          "* merge=union diff=evil text eol=crlf filter=evil working-tree-encoding=UTF-16 ident export-ignore\n";
        story.write(".gitattributes", attributes);
        story.write(".git/info/attributes", attributes);
        story.repository.git("config", "core.attributesFile", story.path(".gitattributes"));
      },
    },
    {
      name: "a merge driver for everything",
      play({ repository }) {
        repository.git("config", "merge.default", "evil");
        repository.git("config", "merge.evil.driver", "cp %B %A");
        repository.git("config", "merge.renormalize", "true");
        repository.git("config", "merge.directoryRenames", "true");
      },
    },
    {
      name: "a mailmap",
      play(story) {
        story.write(".mailmap", "Alice <alice@acme.example> <mallory@acme.example>\n");
        story.repository.git("config", "mailmap.file", story.path(".mailmap"));
        story.repository.git("config", "log.mailmap", "true");
      },
    },
    {
      name: "settings of log and diff",
      play({ repository }) {
        for (const [name, value] of [
          ["diff.ignoreSubmodules", "all"],
          ["diff.renames", "copies"],
          ["diff.orderFile", "/dev/null"],
          ["diff.noprefix", "true"],
          ["diff.relative", "true"],
          ["diff.external", "/bin/false"],
          ["diff.evil.textconv", "echo evil"],
          ["diff.evil.command", "echo evil"],
          ["log.showSignature", "true"],
          ["log.showRoot", "false"],
          ["log.follow", "true"],
          ["log.diffMerges", "off"],
          ["log.excludeDecoration", "*"],
          ["log.date", "relative"],
          ["core.abbrev", "7"],
          ["core.quotePath", "true"],
          ["core.ignoreCase", "true"],
          ["core.fileMode", "false"],
          ["core.symlinks", "false"],
          ["core.autocrlf", "true"],
          ["core.safecrlf", "true"],
          ["core.pager", "/bin/false"],
          ["core.fsmonitor", "/bin/false"],
          ["i18n.logOutputEncoding", "UTF-16"],
          ["i18n.commitEncoding", "latin1"],
          ["color.ui", "always"],
          ["notes.displayRef", "*"],
          ["format.pretty", "oneline"],
          ["fastimport.unpackLimit", "0"],
          ["filter.evil.clean", "echo evil"],
          ["filter.evil.smudge", "echo evil"],
        ] as const) {
          repository.git("config", name, value);
        }
        repository.git("notes", "add", "-m", "Co-authored-by: Bob <bob@acme.example>", "main");
      },
    },
    {
      name: "settings of the user and of the system",
      play(story) {
        story.write(
          "home/.gitconfig",
          "[merge]\n default = union\n[log]\n showRoot = false\n mailmap = true\n[diff]\n renames = copies\n ignoreSubmodules = all\n[core]\n attributesFile = ~/attributes\n",
        );
        story.write("home/.config/git/attributes", "* merge=union\n");
        story.write("home/attributes", "* merge=union\n");
        vi.stubEnv("HOME", story.path("home"));
        vi.stubEnv("XDG_CONFIG_HOME", story.path("home/.config"));
        vi.stubEnv("GIT_CONFIG_SYSTEM", story.path("home/.gitconfig"));
        vi.stubEnv("GIT_CONFIG_COUNT", "1");
        vi.stubEnv("GIT_CONFIG_KEY_0", "merge.default");
        vi.stubEnv("GIT_CONFIG_VALUE_0", "union");
      },
    },
    {
      name: "variables that name another repository",
      play(story) {
        const other = Repository.create();
        other.commit({ files: { evil: "evil" } });
        for (const [name, value] of [
          ["GIT_DIR", join(other.folder, ".git")],
          ["GIT_WORK_TREE", other.folder],
          ["GIT_INDEX_FILE", join(other.folder, "index")],
          ["GIT_OBJECT_DIRECTORY", join(other.folder, ".git", "objects")],
          ["GIT_COMMON_DIR", join(other.folder, ".git")],
          ["GIT_NAMESPACE", "evil"],
          ["GIT_GRAFT_FILE", story.path("grafts")],
          ["GIT_SHALLOW_FILE", story.path("shallow")],
          ["GIT_EXTERNAL_DIFF", "/bin/false"],
          ["GIT_ATTR_SOURCE", story.head],
        ] as const) {
          vi.stubEnv(name, value);
        }
        story.write("grafts", `${story.head}\n`);
        story.write("shallow", `${story.head}\n`);
      },
    },
    {
      name: "another index and work tree",
      play(story) {
        story.repository.git("read-tree", story.side);
        story.write("requests/a.yaml", "not committed\n");
        story.repository.git("add", "requests/a.yaml");
      },
    },
  ])("whatever there is of $name", async ({ play }) => {
    using story = new Story();
    const before = await answers(story);
    play(story);
    expect(await answers(story)).toEqual(before);
  });

  it("runs no hook", async () => {
    using story = new Story();
    const witness = story.path("hook-ran");
    const hooks = [
      "reference-transaction",
      "pre-push",
      "post-update",
      "update",
      "pre-commit",
      "post-index-change",
      "pre-auto-gc",
      "post-rewrite",
    ];
    for (const hook of hooks) {
      story.write(`.git/hooks/${hook}`, `#!/bin/sh\ntouch '${witness}'\nexit 1\n`);
      chmodSync(story.path(`.git/hooks/${hook}`), 0o755);
    }
    const git = await openGit({ folder: story.repository.folder, remote: null, ...options });
    expect(await git.publish("main", story.head, story.ours, options)).toBe("published");
    await git.keep("refs/brevet/kept", story.head, options);
    await git.close();
    expect(existsSync(witness)).toBe(false);
  });

  it("is not led astray by a merge that only a driver makes clean", async () => {
    using story = new Story();
    const files = { ".gitattributes": "* merge=union\n" };
    const ours = story.repository.commit({
      branch: "a",
      parents: [story.root],
      files: { ...files, "requests/a.yaml": "ours\n" },
    });
    const theirs = story.repository.commit({
      branch: "b",
      parents: [story.root],
      files: { ...files, "requests/a.yaml": "theirs\n" },
    });
    story.write(".gitattributes", files[".gitattributes"]);
    expect(story.repository.git("merge-tree", "--write-tree", ours, theirs)).toMatch(/^[0-9a-f]{40}$/);
    const git = await openGit({ folder: story.repository.folder, remote: null, ...options });
    expect(await git.mergeTree(ours, theirs, options)).toBeNull();
    await git.close();
  });
});
