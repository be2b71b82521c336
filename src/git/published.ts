import { brevetError } from "../core/problem/brevet-error.ts";
import type { Git, ObjectId } from "../ports/git.ts";
import { bring, matches } from "./bring.ts";
import { checkBranch, checkObjectId, checkOwnRef, checkSharedRef } from "./names.ts";
import { listRefs, moveRef, readRef } from "./refs.ts";
import type { Remote } from "./remote.ts";
import type { GitPlace } from "./run-git.ts";

/** The part of the port that is about branches and refs as everybody sees them. */
export type Published = Pick<Git, "fetch" | "head" | "branches" | "publish" | "shared" | "sharedBelow" | "share">;

/** Branches of this clone alone: they are published as they stand. */
export function publishedHere(refs: GitPlace): Published {
  return {
    ...readBranches(refs, "refs/heads/"),
    fetch: (_, { signal }) => Promise.resolve().then(() => signal.throwIfAborted()),
    async publish(branch, old, next, { signal }) {
      check(branch, old, next);
      return (await moveRef(refs, `refs/heads/${branch}`, old, next, signal)) ? "published" : "moved";
    },
    async shared(ref, { signal }) {
      checkSharedRef(ref);
      return await readRef(refs, ref, signal);
    },
    async sharedBelow(folder, { signal }) {
      checkOwnRef(folder.replace(/\/$/, ""));
      return [...(await listRefs(refs, folder, null, signal)).keys()].map((name) => folder + name);
    },
    async share(ref, old, next, { signal }) {
      checkOwnRef(ref);
      return (await moveRef(refs, ref, old, next, signal)) ? "published" : "moved";
    },
  };
}

/** Branches of a remote, as they were last fetched. */
export function publishedThere(refs: GitPlace, remote: Remote): Published {
  const prefix = `refs/remotes/${remote.name}/`;
  return {
    ...readBranches(refs, prefix),
    async fetch(patterns, { signal }) {
      for (const pattern of patterns) checkBranch(pattern.replace(/\/\*$/, ""));
      const here = await listRefs(refs, prefix, null, signal);
      const there = await bring(remote, patterns, here, {
        drop: (branch) => moveRef(refs, prefix + branch, undefined, null, signal),
        signal,
      });
      for (const branch of here.keys()) {
        const isAsked = patterns.some((pattern) => matches(branch, pattern));
        if (isAsked && !there.has(branch)) await moveRef(refs, prefix + branch, undefined, null, signal);
      }
    },
    async publish(branch, old, next, { signal }) {
      check(branch, old, next);
      const refused = await remote.push(`refs/heads/${branch}`, old, next, signal);
      // Whatever was answered, or lost on the way: where the branch stands now says what happened.
      const now = refused === null ? next : ((await remote.list([branch], signal)).get(branch) ?? null);
      if (now === next) await moveRef(refs, prefix + branch, undefined, next, signal);
      if (now === next) return "published";
      if (now !== old) return "moved";
      throw brevetError("GIT_PUSH_REFUSED", { remote: remote.name, branch, said: refused ?? "" });
    },
    async shared(ref, { signal }) {
      checkSharedRef(ref);
      const id = await remote.find(ref, signal);
      if (id !== null) await remote.bringRef(ref, signal);
      return id;
    },
    async sharedBelow(folder, { signal }) {
      checkOwnRef(folder.replace(/\/$/, ""));
      return await remote.findBelow(folder, signal);
    },
    async share(ref, old, next, { signal }) {
      checkOwnRef(ref);
      const refused = await remote.push(ref, old, next, signal);
      const now = refused === null ? next : await remote.find(ref, signal);
      if (now === next) return "published";
      if (now !== old) return "moved";
      throw brevetError("GIT_PUSH_REFUSED", { remote: remote.name, branch: ref, said: refused ?? "" });
    },
  };
}

function readBranches(refs: GitPlace, prefix: string): Pick<Git, "head" | "branches"> {
  return {
    async head(branch, { signal }) {
      checkBranch(branch);
      return await readRef(refs, prefix + branch, signal);
    },
    async branches(below, limit, { signal }) {
      checkBranch(below.replace(/\/$/, ""));
      const found = await listRefs(refs, prefix + below, limit, signal);
      return new Map([...found].map(([name, id]) => [below + name, id]));
    },
  };
}

function check(branch: string, old: ObjectId | null, next: ObjectId): void {
  checkBranch(branch);
  if (old !== null) checkObjectId(old);
  checkObjectId(next);
}
