import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { brevetError } from "../core/problem/brevet-error.ts";
import type { ObjectId } from "../ports/git.ts";
import { ObjectAnswer, type GitObject } from "./object-answer.ts";
import { endOf, gitError, startGit, type GitPlace } from "./run-git.ts";

/** Objects that were asked for together. */
interface Question {
  readonly wanted: number;
  readonly most: number;
  readonly found: (GitObject | null)[];
  readonly answer: (objects: readonly (GitObject | null)[]) => void;
  readonly fail: (error: Error) => void;
}

const COMMAND = ["cat-file", "--batch-command", "--buffer"];

/** Brings objects that a partial clone left out. */
export type BringMissing = (ids: readonly ObjectId[], signal: AbortSignal) => Promise<void>;

/** Reads objects through one git process that lives as long as the reader. Answers come in the order of questions. */
export class ObjectReader {
  readonly #place: GitPlace;
  readonly #bringMissing: BringMissing | null;
  #child: ChildProcessWithoutNullStreams | null = null;
  readonly #questions: Question[] = [];
  #answer = new ObjectAnswer();

  constructor(place: GitPlace, bringMissing: BringMissing | null) {
    this.#place = place;
    this.#bringMissing = bringMissing;
  }

  /** The objects with these full ids, null where there is none; of each at most `most` bytes are kept. */
  async readAll(ids: readonly ObjectId[], most: number, signal: AbortSignal): Promise<readonly (GitObject | null)[]> {
    const here = await this.readHere(ids, most, signal);
    const missing = ids.filter((_, index) => here[index] === null);
    if (missing.length === 0 || this.#bringMissing === null) return here;
    await this.#bringMissing(missing, signal);
    const brought = await this.readHere(missing, most, signal);
    let next = 0;
    return here.map((object) => object ?? brought[next++] ?? null);
  }

  /** The same, of those that this clone holds now. */
  readHere(ids: readonly ObjectId[], most: number, signal: AbortSignal): Promise<readonly (GitObject | null)[]> {
    signal.throwIfAborted();
    if (ids.length === 0) return Promise.resolve([]);
    const child = (this.#child ??= this.#start());
    const answers = new Promise<readonly (GitObject | null)[]>((answer, fail) => {
      this.#questions.push({ wanted: ids.length, most, found: [], answer, fail });
    });
    child.stdin.write(`${ids.map((id) => `contents ${id}\n`).join("")}flush\n`, "latin1");
    return unlessAborted(answers, signal);
  }

  /** Ends the process. */
  async close(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (child === null || child.exitCode !== null) return;
    const closed = new Promise((resolve) => child.once("close", resolve));
    child.stdin.end();
    child.kill();
    await closed;
  }

  #start(): ChildProcessWithoutNullStreams {
    const child = startGit(this.#place, COMMAND);
    this.#answer = new ObjectAnswer();
    child.stdout.on("data", (chunk: Buffer) => this.#take(chunk));
    endOf(child).then(
      ({ said }) => this.#lose(child, gitError(this.#place, COMMAND, said)),
      (error: unknown) => this.#lose(child, error as Error),
    );
    return child;
  }

  #take(chunk: Buffer): void {
    let rest: Buffer = chunk;
    while (rest.length > 0) {
      const question = this.#questions[0];
      rest = this.#answer.take(rest, question?.most ?? 0);
      if (!this.#answer.isWhole) continue;
      question?.found.push(this.#answer.object);
      this.#answer = new ObjectAnswer();
      if (question?.found.length !== question?.wanted) continue;
      this.#questions.shift();
      question?.answer(question.found);
    }
  }

  /** Whoever still waits learns that the process is gone; the next question starts another. */
  #lose(child: ChildProcessWithoutNullStreams, error: Error): void {
    if (this.#child === child) this.#child = null;
    for (const question of this.#questions.splice(0)) question.fail(error);
  }
}

function unlessAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    signal.addEventListener("abort", stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}

/** An object that must be there. */
export async function readOne(
  reader: ObjectReader,
  id: ObjectId,
  most: number,
  signal: AbortSignal,
): Promise<GitObject> {
  const [object] = await reader.readAll([id], most, signal);
  if (!object) throw brevetError("GIT_OBJECT_ABSENT", { id });
  return object;
}
