import { randomUUID } from "node:crypto";
import type { CommitDraft, ObjectId, Signatory } from "../ports/git.ts";
import { brevetError } from "../core/problem/brevet-error.ts";
import { checkObjectId, checkPath } from "./names.ts";
import { endOf, gitError, startGit, type GitPlace } from "./run-git.ts";

const COMMAND = ["fast-import", "--quiet", "--done", "--date-format=raw"];

/** Bytes to gather before they are written. */
const AT_ONCE = 128 * 1024;

/** Makes commits, each on top of the one before, by one `git fast-import`; answers their ids. */
export async function importCommits(
  place: GitPlace,
  parent: ObjectId | null,
  commits: readonly CommitDraft[],
  signal: AbortSignal,
): Promise<readonly ObjectId[]> {
  if (parent !== null) checkObjectId(parent);
  if (commits.length === 0) return [];
  signal.throwIfAborted();
  const child = startGit(place, COMMAND, signal);
  const ended = endOf(child, signal);
  ended.catch(() => undefined); // awaited below
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  for (const bytes of gather(stream(parent, commits))) {
    if (!child.stdin.write(bytes))
      await Promise.race([new Promise((resolve) => child.stdin.once("drain", resolve)), ended]);
  }
  child.stdin.end();
  const { code, said } = await ended;
  if (code !== 0) throw gitError(place, COMMAND, said);
  return Buffer.concat(chunks).toString().trim().split("\n");
}

/** What fast-import is told. The ref is one of the clean room's own, and goes with it. */
function* stream(parent: ObjectId | null, commits: readonly CommitDraft[]): Generator<Buffer> {
  const ref = `refs/import/${randomUUID()}`;
  for (const [index, { files, message, author }] of commits.entries()) {
    const from = index === 0 && parent !== null ? `from ${parent}\n` : "";
    const by = toLine(author);
    yield Buffer.from(`commit ${ref}\nmark :${index + 1}\nauthor ${by}\ncommitter ${by}\n`);
    yield data(Buffer.from(message));
    yield Buffer.from(from);
    for (const [path, bytes] of files) {
      checkPath(path);
      yield Buffer.from(bytes === null ? `D ${quote(path)}\n` : `M 100644 inline ${quote(path)}\n`);
      if (bytes !== null) yield data(bytes);
    }
    yield Buffer.from(`\nget-mark :${index + 1}\n`);
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
