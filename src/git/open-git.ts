import type { Git, ObjectId } from "../ports/git.ts";
import { brevetError } from "../core/problem/brevet-error.ts";
import { enterCleanRoom } from "./clean-room.ts";
import { files } from "./files.ts";
import { findClone } from "./find-clone.ts";
import { forget } from "./forget.ts";
import { histories } from "./histories.ts";
import { importCommits } from "./import-commits.ts";
import { merges } from "./merges.ts";
import { checkObjectId, checkOwnRef } from "./names.ts";
import { ObjectReader } from "./object-reader.ts";
import { publishedHere, publishedThere, type Published } from "./published.ts";
import { moveRef, nameToId, readRefs, refsPlace } from "./refs.ts";
import { bringMissingOf, openRemote } from "./remote.ts";
import { tidy } from "./tidy.ts";

/** Which clone to open: a folder in it, and the remote whose branches are the published ones (null: its own are). */
export interface GitOptions {
  readonly folder: string;
  readonly remote: string | null;
  readonly signal: AbortSignal;
}

/** Opens a clone. What is proved is asked in a clean room over its objects; close it, or its process stays. */
export async function openGit({ folder, remote, signal }: GitOptions): Promise<Git> {
  return (await openStore(folder, signal)).publishedBy(remote);
}

/** The objects and refs of one clone, before anybody says whose branches are the published ones. */
export interface Store {
  /** Views of one clone: to close one of them closes all. */
  readonly publishedBy: (remote: string | null) => Git;
}

/** The same, where what the clone holds names the remote. */
export async function openStore(folder: string, signal: AbortSignal): Promise<Store> {
  const clone = await findClone(folder, signal);
  const room = await enterCleanRoom(clone);
  const refs = refsPlace(clone, room.nothing);
  const bring = bringMissingOf(clone, room.nothing);
  const reader = new ObjectReader(room, bring);
  const objects = files(room, reader);

  const resolve: Git["resolve"] = async (revision, { signal: stop }) => {
    const id = await nameToId(refs, revision, stop);
    if (id !== revision) return id; // a ref, a commit or a tree says that it is there
    const [object] = await reader.readHere([id], 0, stop);
    return object ? id : null;
  };
  const rootOf = async (revision: string, stop: AbortSignal): Promise<ObjectId> => {
    const id = await resolve(revision, { signal: stop });
    if (id === null) throw brevetError("GIT_OBJECT_ABSENT", { id: revision });
    return id;
  };

  const shared = {
    ...objects,
    ...histories(room, reader, bring),
    ...merges(room),
    resolve,
    resolveRefs: (names, { signal: stop }) => readRefs(refs, names, stop),
    async keep(ref, next, { signal: stop }) {
      checkOwnRef(ref);
      if (next !== null) checkObjectId(next);
      await moveRef(refs, ref, undefined, next, stop);
    },
    async read(revision, paths, options) {
      return objects.read(await rootOf(revision, options.signal), paths, options);
    },
    async list(revision, under, options) {
      return objects.list(await rootOf(revision, options.signal), under, options.signal);
    },
    importCommits: (parent, commits, options) => importCommits(room, parent, commits, options.signal),
    forget: (ids) => forget(clone, ids),
    async close() {
      await reader.close();
      await room.leave();
    },
  } satisfies Omit<Git, keyof Published>;

  return {
    publishedBy(remote) {
      const published =
        remote === null ? publishedHere(refs) : publishedThere(refs, openRemote(clone, remote, room.nothing));
      return {
        ...shared,
        ...published,
        async publish(branch, old, next, options) {
          const outcome = await published.publish(branch, old, next, options);
          if (outcome === "published") await tidy(clone, refs, options.signal);
          return outcome;
        },
      };
    },
  };
}
