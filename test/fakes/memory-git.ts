import { brevetError } from "../../src/core/problem/brevet-error.ts";
import type { CallOptions } from "../../src/ports/call-options.ts";
import type { ChangedPath, Git, ObjectId, Signatory, WalkedCommit } from "../../src/ports/git.ts";
import type { Entry, MemoryRepository, Tree } from "./memory-repository.ts";

/**
 * Git in memory, which keeps the promises of the port (test/contract/git.ts) in no time. It merges by whole files: what
 * both sides changed is a conflict, and no rename is followed.
 */
export function memoryGit(repository: MemoryRepository): Git {
  const { refs } = repository;
  const resolve = (revision: string): ObjectId | null => {
    const [, of = revision, peel = ""] = /^(.*)(\^\{tree\})$/.exec(revision) ?? [];
    const id = refs.get(of) ?? refs.get(`refs/heads/${of}`) ?? (repository.has(of) ? of : null);
    return id === null || peel === "" ? id : repository.stored(id).tree;
  };
  const treeAt = (revision: string): Tree => {
    const id = resolve(revision);
    if (id === null) throw brevetError("GIT_OBJECT_ABSENT", { id: revision });
    return repository.tree(id);
  };
  const diff = (from: ObjectId | null, to: ObjectId): ChangedPath[] =>
    differences(from === null ? new Map<string, Entry>() : treeAt(from), treeAt(to));
  const walked = (id: ObjectId): WalkedCommit => {
    const { raw: _, ...commit } = repository.stored(id);
    return { ...commit, changes: diff(commit.parents[0] ?? null, id) };
  };
  const mergeBase = (a: ObjectId, b: ObjectId): ObjectId | null => {
    const theirs = repository.before(b);
    const common = [...repository.before(a)].filter((id) => theirs.has(id));
    const best = common.filter((id) => !common.some((other) => other !== id && repository.before(other).has(id)));
    return best.length === 1 ? (best[0] ?? null) : null;
  };
  const cut = (bytes: Uint8Array, most = Infinity): Uint8Array =>
    bytes.length > most ? bytes.subarray(0, most + 1) : bytes;

  return {
    resolve: now((revision: string) => resolve(revision)),
    resolveRefs: (wanted, { signal }) => {
      signal.throwIfAborted();
      const found = wanted.map((ref) => [ref, refs.get(ref)] as const);
      return Promise.resolve(new Map(found.flatMap(([ref, id]) => (id === undefined ? [] : [[ref, id] as const]))));
    },
    fetch: (_branches, options) => now(() => undefined)(null, options),
    head: now((branch: string) => repository.tip(branch)),
    branches: (prefix, limit, { signal }) => {
      signal.throwIfAborted();
      const found = [...refs].filter(([ref]) => ref.startsWith(`refs/heads/${prefix}`)).sort();
      const named = found.map(([ref, id]) => [ref.slice("refs/heads/".length), id] as const);
      return Promise.resolve(new Map(named.slice(0, limit)));
    },
    shared: (ref, { signal }) => {
      signal.throwIfAborted();
      return Promise.resolve(refs.get(ref) ?? null);
    },
    sharedBelow: (folder, { signal }) => {
      signal.throwIfAborted();
      if (!folder.startsWith("refs/brevet/"))
        return Promise.reject(brevetError("GIT_NAME_REFUSED", { what: "private ref", name: folder }));
      return Promise.resolve([...refs.keys()].filter((ref) => ref.startsWith(folder)).sort());
    },
    share: async (ref, old, next, { signal }) => {
      signal.throwIfAborted();
      if (!ref.startsWith("refs/brevet/")) throw brevetError("GIT_NAME_REFUSED", { what: "private ref", name: ref });
      if ((refs.get(ref) ?? null) !== old) return Promise.resolve("moved");
      if (next === null) refs.delete(ref);
      else refs.set(ref, next);
      return "published";
    },
    publish: async (branch, old, next, { signal }) => {
      signal.throwIfAborted();
      if (repository.tip(branch) !== old) return Promise.resolve("moved");
      refs.set(`refs/heads/${branch}`, next);
      return "published";
    },
    keep: async (ref, next, { signal }) => {
      signal.throwIfAborted();
      if (!ref.startsWith("refs/brevet/")) throw brevetError("GIT_NAME_REFUSED", { what: "private ref", name: ref });
      if (next === null) refs.delete(ref);
      else refs.set(ref, next);
      return Promise.resolve();
    },
    read: async (revision, paths, { signal, most }) => {
      signal.throwIfAborted();
      const tree = treeAt(revision);
      const found = paths.flatMap((path) => {
        const entry = tree.get(path);
        const bytes = entry === undefined ? null : repository.bytes(entry.oid);
        return entry === undefined || bytes === null ? [] : [{ path, ...entry, bytes: cut(bytes, most) }];
      });
      return Promise.resolve(new Map(found.map((blob) => [blob.path, blob])));
    },
    list: async (revision, folder, { signal }) => {
      signal.throwIfAborted();
      const files = [...treeAt(revision)].map(([path, entry]) => ({ path, ...entry }));
      return Promise.resolve(files.filter(({ path }) => isBelow(path, folder)));
    },
    blobs: async (oids, { signal, most }) => {
      signal.throwIfAborted();
      const found = oids.map((oid) => {
        const bytes = repository.bytes(oid);
        if (bytes === null) throw brevetError("GIT_OBJECT_ABSENT", { id: oid });
        return [oid, cut(bytes, most)] as const;
      });
      return Promise.resolve(new Map(found));
    },
    diff: (from, to, options) => now((id: ObjectId | null) => diff(id, to))(from, options),
    commit: now((id: ObjectId) => {
      const { raw: _, ...commit } = repository.stored(id);
      return commit;
    }),
    async *walk(from, to, { signal }) {
      signal.throwIfAborted();
      const line = repository.line(to);
      const start = from === null ? 0 : line.indexOf(from) + 1;
      if (from !== null && start === 0) throw brevetError("GIT_OFF_LINE", { from, to });
      for (const id of line.slice(start)) yield await Promise.resolve(walked(id));
    },
    onFirstParentLine: (commit, head, options) =>
      now((id: ObjectId) => repository.line(head).includes(id))(commit, options),
    isAncestor: (ancestor, descendant, options) =>
      now((id: ObjectId) => repository.before(descendant).has(id))(ancestor, options),
    mergeBase: (a, b, options) => now((id: ObjectId) => mergeBase(id, b))(a, options),
    mergeTree: (ours, theirs, options) =>
      now((id: ObjectId) => {
        const base = mergeBase(id, theirs);
        const merged = mergeFiles(base === null ? new Map<string, Entry>() : treeAt(base), treeAt(id), treeAt(theirs));
        return merged === null ? null : repository.writeTree(merged);
      })(ours, options),
    commitsBetween: (base, head, options) =>
      now((id: ObjectId) => {
        const old = repository.before(base);
        return [...repository.before(id)].filter((each) => !old.has(each)).map((each) => ofAllParents(walked(each)));
      })(head, options),
    importCommits: async (parent, drafts, { signal }) => {
      signal.throwIfAborted();
      const ids: ObjectId[] = [];
      let before = parent;
      for (const { files, message, author } of drafts) {
        const tree = new Map(before === null ? [] : treeAt(before));
        for (const [path, bytes] of files)
          if (bytes === null) tree.delete(path);
          else tree.set(path, { mode: "100644", oid: repository.blob(bytes) });
        const by = { message, author: `${author.name} <${author.email}>`, at: secondsOf(author) };
        before = repository.land(repository.writeTree(tree), before === null ? [] : [before], by);
        ids.push(before);
      }
      return Promise.resolve(ids);
    },
    rawCommit: now((id: ObjectId) => repository.stored(id).raw),
    forget: async (ids) => {
      for (const id of ids) repository.drop(id);
      await Promise.resolve();
    },
    writeRawCommit: (raw, { signal }) => {
      signal.throwIfAborted();
      return Promise.resolve(repository.writeCommit(raw));
    },
    async *history(head, folder, { signal }) {
      signal.throwIfAborted();
      for (const id of repository.line(head)) {
        const { tree, parents, message, changes } = walked(id);
        const held = changes.map((change) => ({
          ...change,
          bytes: change.newOid === null || !isBelow(change.path, folder) ? null : repository.bytes(change.newOid),
        }));
        yield await Promise.resolve([{ id, tree, parents, message, changes: held }]);
      }
    },
    close: () => Promise.resolve(),
  };

  function ofAllParents(commit: WalkedCommit): WalkedCommit {
    const others = commit.parents.slice(1).map((parent) => new Set(diff(parent, commit.id).map(({ path }) => path)));
    return { ...commit, changes: commit.changes.filter(({ path }) => others.every((other) => other.has(path))) };
  }
}

/** A call that answers at once, unless it was told to stop. */
function now<A, T>(answer: (of: A) => T): (of: A, options: CallOptions) => Promise<T> {
  return async (of, { signal }) => {
    signal.throwIfAborted();
    return Promise.resolve(answer(of));
  };
}

function differences(from: Tree, to: Tree): ChangedPath[] {
  return [...new Set([...from.keys(), ...to.keys()])].sort().flatMap((path): ChangedPath[] => {
    const [before, after] = [from.get(path), to.get(path)];
    if (isSame(before, after)) return [];
    return [
      {
        path,
        status: before === undefined ? "added" : after === undefined ? "removed" : "modified",
        oldMode: before?.mode ?? null,
        newMode: after?.mode ?? null,
        oldOid: before?.oid ?? null,
        newOid: after?.oid ?? null,
      },
    ];
  });
}

function mergeFiles(base: Tree, ours: Tree, theirs: Tree): Map<string, Entry> | null {
  const merged = new Map<string, Entry>();
  for (const path of new Set([...base.keys(), ...ours.keys(), ...theirs.keys()])) {
    const [old, our, their] = [base.get(path), ours.get(path), theirs.get(path)];
    if (!isSame(our, their) && !isSame(our, old) && !isSame(their, old)) return null;
    const kept = isSame(our, old) ? their : our;
    if (kept !== undefined) merged.set(path, kept);
  }
  return merged;
}

function isBelow(path: string, folder: string): boolean {
  return folder === "" || path.startsWith(`${folder}/`);
}

function isSame(a: Entry | undefined, b: Entry | undefined): boolean {
  return a?.mode === b?.mode && a?.oid === b?.oid;
}

function secondsOf({ at }: Signatory): number {
  return Math.floor(at / 1000);
}
