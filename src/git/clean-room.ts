import { rmSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Clone } from "./find-clone.ts";
import { provingEnvironment } from "./environment.ts";
import { roomPrefix } from "./dead-rooms.ts";
import type { GitPlace } from "./run-git.ts";

/** A git directory of our own over a clone's objects, and how to be rid of it. */
export interface CleanRoom extends GitPlace {
  /** An empty file. */
  readonly nothing: string;
  readonly leave: () => Promise<void>;
}

/**
 * Makes a bare git directory of our own, whose objects are the clone's. Objects are all that it shares: no setting,
 * attribute, graft, replaced object, ref, hook, index or work tree of the clone or its user can change an answer
 * given there (docs/adr/0004). Where the clone is shallow, it does not know that: what needs the missing parents fails.
 */
export async function enterCleanRoom(clone: Clone): Promise<CleanRoom> {
  const folder = await mkdtemp(join(tmpdir(), await roomPrefix()));
  if (occupied.size === 0) process.once("exit", sweep);
  occupied.add(folder);
  const nothing = join(folder, "nothing");
  await mkdir(join(folder, "refs"));
  await writeFile(join(folder, "HEAD"), "ref: refs/heads/none\n");
  await writeFile(join(folder, "config"), settings(clone, nothing));
  await writeFile(nothing, "");
  return {
    before: ["--git-dir", folder],
    environment: { ...provingEnvironment(nothing), GIT_OBJECT_DIRECTORY: clone.objects },
    isIncomplete: clone.isIncomplete,
    nothing,
    async leave() {
      await rm(folder, { recursive: true, force: true });
      occupied.delete(folder);
      if (occupied.size === 0) process.off("exit", sweep);
    },
  };
}

/** Folders that nobody has left yet: a command that ends without leaving sweeps behind itself. */
const occupied = new Set<string>();

function sweep(): void {
  for (const folder of occupied) rmSync(folder, { recursive: true, force: true });
}

/** The commit graph and other indexes repeat what objects say: only the objects themselves are asked. */
function settings(clone: Clone, nothing: string): string {
  return `[core]
	repositoryFormatVersion = 1
	bare = true
	commitGraph = false
	multiPackIndex = false
	attributesFile = "${nothing.replaceAll("\\", "/")}"
	hooksPath = "${nothing.replaceAll("\\", "/")}"
[extensions]
	objectFormat = ${clone.objectFormat}
[gc]
	auto = 0
[fastimport]
	unpackLimit = 1
`;
}
