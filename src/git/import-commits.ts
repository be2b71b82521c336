import { randomUUID } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import type { CommitDraft, ObjectId, Signatory } from "../ports/git.ts";
import { brevetError } from "../core/problem/brevet-error.ts";
import { checkObjectId, checkPath } from "./names.ts";
import type { CleanRoom } from "./clean-room.ts";
import { endOf, gitError, startGit } from "./run-git.ts";

const COMMAND = ["fast-import", "--quiet", "--done", "--date-format=raw"];

/** Keeps glibc from giving memory back between any two commits, which is a third of the time; others ignore it. */
const THRIFTLESS = { MALLOC_TOP_PAD_: String(64 * 1024 * 1024) };

/** Bytes to gather before they are written. */
const AT_ONCE = 128 * 1024;

/** Makes commits, each on top of the one before, by one `git fast-import`; answers their ids. */
export async function importCommits(
  room: CleanRoom,
  parent: ObjectId | null,
  commits: Iterable<CommitDraft>,
  signal: AbortSignal,
): Promise<readonly ObjectId[]> {
  if (parent !== null) checkObjectId(parent);
  signal.throwIfAborted();
  const marks = `${room.nothing}-${randomUUID()}`;
  const place = { ...room, environment: { ...room.environment, ...THRIFTLESS } };
  const child = startGit(place, [...COMMAND, `--export-marks=${marks}`], signal);
  const ended = endOf(child, signal);
  ended.catch(() => undefined); // awaited below
  try {
    for (const bytes of gather(stream(parent, commits))) {
      if (!child.stdin.write(bytes))
        await Promise.race([new Promise((resolve) => child.stdin.once("drain", resolve)), ended]);
    }
    child.stdin.end();
    const { code, said } = await ended;
    if (code !== 0) throw gitError(place, COMMAND, said);
    return toIds(await readFile(marks, "latin1"));
  } catch (error) {
    child.kill(); // where a draft could not be made, nothing of the others is wanted
    throw error;
  } finally {
    await rm(marks, { force: true });
  }
}

/** `:<mark> <id>` a line, in the order in which a table keeps them. */
function toIds(marks: string): readonly ObjectId[] {
  const ids: ObjectId[] = [];
  for (const line of marks.split("\n").filter(Boolean)) {
    const space = line.indexOf(" ");
    ids[Number(line.slice(1, space)) - 1] = line.slice(space + 1);
  }
  return ids;
}

/** What fast-import is told. The ref is one of the clean room's own, and goes with it. */
function* stream(parent: ObjectId | null, commits: Iterable<CommitDraft>): Generator<Buffer> {
  const ref = `refs/import/${randomUUID()}`;
  let mark = 0;
  for (const { files, message, author } of commits) {
    mark += 1;
    const from = mark === 1 && parent !== null ? `from ${parent}\n` : "";
    const by = toLine(author);
    yield Buffer.from(`commit ${ref}\nmark :${mark}\nauthor ${by}\ncommitter ${by}\n`);
    yield data(Buffer.from(message));
    yield Buffer.from(from);
    for (const [path, bytes] of files) {
      checkPath(path);
      yield Buffer.from(bytes === null ? `D ${quote(path)}\n` : `M 100644 inline ${quote(path)}\n`);
      if (bytes !== null) yield data(bytes);
    }
    yield Buffer.from("\n");
  }
  yield Buffer.from("done\n");
}

function* gather(parts: Iterable<Buffer>): Generator<Buffer> {
  let [gathered, size]: [Buffer[], number] = [[], 0];
  for (const part of parts) {
    gathered.push(part);
    size += part.length;
    if (size < AT_ONCE) continue;
    yield Buffer.concat(gathered);
    [gathered, size] = [[], 0];
  }
  yield Buffer.concat(gathered);
}

function data(bytes: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`data ${bytes.length}\n`), bytes, Buffer.from("\n")]);
}

function toLine({ name, email, at }: Signatory): string {
  const isPlain = [name, email].every((text) => !/[<>\0\n]/.test(text));
  if (!isPlain) throw brevetError("GIT_NAME_REFUSED", { what: "person's name", name: `${name} <${email}>` });
  return `${name} <${email}> ${Math.floor(at / 1000)} +0000`;
}

/** A path as fast-import reads it, whatever is in it. */
function quote(path: string): string {
  return `"${path.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`;
}
