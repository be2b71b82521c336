import { brevetError } from "../core/problem/brevet-error.ts";
import type { Blob, Git, ObjectId, ReadOptions, TreeFile } from "../ports/git.ts";
import { toChangedPath } from "./changed-path.ts";
import { checkObjectId, checkPath } from "./names.ts";
import { readOne, type ObjectReader } from "./object-reader.ts";
import { toPathText } from "./path-text.ts";
import { runGit, streamGit, type GitPlace } from "./run-git.ts";
import { splitAtNul } from "./split-at-nul.ts";
import { FOLDER } from "./tree-entries.ts";
import { TreeFinder } from "./tree-finder.ts";

/** The part of the port that reads and writes objects. A root is a commit or tree. */
export interface Files extends Pick<Git, "blobs" | "diff" | "rawCommit" | "writeRawCommit"> {
  read(root: ObjectId, paths: readonly string[], options: ReadOptions): Promise<ReadonlyMap<string, Blob>>;
  list(root: ObjectId, folder: string, signal: AbortSignal): Promise<readonly TreeFile[]>;
}

/** The most bytes of any file that is read whole. */
const MOST = 64 * 1024 * 1024;

const SUBMODULE = "160000";

/** Files by what trees say, bytes by what blobs hold. */
export function files(room: GitPlace, reader: ObjectReader): Files {
  const blobs: Files["blobs"] = async (ids, { signal, most }) => {
    const wanted = [...new Set(ids)];
    for (const id of wanted) checkObjectId(id);
    const objects = await reader.readAll(wanted, most === undefined ? MOST : most + 1, signal);
    return new Map(
      objects.map((object, index) => {
        const id = wanted[index] ?? "";
        if (object?.type !== "blob") throw brevetError("GIT_OBJECT_ABSENT", { id });
        if (most === undefined && object.size > MOST) throw brevetError("GIT_OBJECT_LARGE", { id, most: MOST });
        return [id, object.bytes];
      }),
    );
  };

  return {
    blobs,
    async read(root, paths, options) {
      for (const path of paths) checkPath(path);
      const finder = new TreeFinder(reader, root, options.signal);
      const found = await Promise.all(paths.map(async (path) => ({ path, entry: await finder.find(path) })));
      const present = found.flatMap(({ path, entry }) =>
        entry === null || entry.mode === FOLDER ? [] : [{ path, ...entry }],
      );
      const wanted = present.filter(({ mode }) => mode !== SUBMODULE).map(({ oid }) => oid);
      const bytes = await blobs(wanted, options);
      return new Map(present.map((file) => [file.path, { ...file, bytes: bytes.get(file.oid) ?? new Uint8Array() }]));
    },
    async list(root, folder, signal) {
      const listed: TreeFile[] = [];
      for await (const some of listFiles({ room, reader }, root, folder, signal)) listed.push(...some);
      return listed;
    },
    async diff(from, to, { signal }) {
      for (const id of [from, to]) checkObjectId(id);
      const how = ["--raw", "-r", "-z", "--no-abbrev", "--no-renames", "--ignore-submodules=none", "--no-relative"];
      const parts: Buffer[] = [];
      const args = ["diff-tree", ...how, from, to, "--"];
      for await (const some of splitAtNul(streamGit(room, args, signal))) parts.push(...some);
      return pairs(parts).map(([entry, path]) => toChangedPath(entry.toString("latin1"), path));
    },
    async rawCommit(id, { signal }) {
      checkObjectId(id);
      const object = await readOne(reader, id, MOST, signal);
      if (object.type !== "commit") throw brevetError("GIT_OBJECT_ABSENT", { id });
      return object.bytes;
    },
    async writeRawCommit(raw, { signal }) {
      const { output } = await runGit(room, ["hash-object", "-t", "commit", "-w", "--stdin"], { signal, input: raw });
      return output.toString().trim();
    },
  };
}

/** Every file below a folder of a commit or tree, in order of path, as git tells them. */
export async function* listFiles(
  { room, reader }: { readonly room: GitPlace; readonly reader: ObjectReader },
  root: ObjectId,
  folder: string,
  signal: AbortSignal,
): AsyncGenerator<readonly TreeFile[], void, undefined> {
  if (folder !== "") checkPath(folder);
  const found = await new TreeFinder(reader, root, signal).find(folder);
  if (found?.mode !== FOLDER) return;
  const before = folder === "" ? "" : `${folder}/`;
  // The root may be a commit: the finder leaves that to git here.
  for await (const parts of splitAtNul(streamGit(room, ["ls-tree", "-r", "-z", "--full-tree", found.oid], signal))) {
    yield parts.map((part) => toTreeFile(part, before));
  }
}

/** `<mode> <type> <id>\t<path>`, as `ls-tree -z` writes it. */
function toTreeFile(part: Buffer, before: string): TreeFile {
  const tab = part.indexOf("\t");
  const [mode = "", , oid = ""] = part.toString("latin1", 0, tab).split(" ");
  return { path: before + toPathText(part.subarray(tab + 1)), mode, oid };
}

function pairs(parts: readonly Buffer[]): readonly (readonly [Buffer, Buffer])[] {
  return parts.flatMap((part, index) => {
    const next = parts[index + 1];
    return index % 2 === 0 && next !== undefined ? [[part, next] as const] : [];
  });
}
