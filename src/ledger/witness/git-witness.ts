import { BrevetError, brevetError } from "../../core/problem/brevet-error.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Git, ObjectId } from "../../ports/git.ts";
import type { HistoryName, Mark, Witness } from "../../ports/witness.ts";
import { beside, toMark } from "./mark.ts";

/** So often another engine may leave a mark under this one before it is given up. */
const mostTries = 5;
const file = "mark.json";

/** A witness on a branch of a second remote. git: a repository of its own here, whose published branches are that remote's. */
export function gitWitness(git: Git, history: HistoryName, clock: Clock): Witness {
  const branch = branchOf(history);
  const kept = `refs/brevet/${branch}`;

  /** The head as the remote has it now. It must hold what it held before. */
  async function head(options: CallOptions): Promise<ObjectId | null> {
    await reached(() => git.fetch([branch], options));
    const [now, before] = [await git.head(branch, options), await git.resolve(kept, options)];
    const isSame = now === before || before === null;
    if (!isSame && (now === null || !(await git.isAncestor(before, now, options))))
      throw brevetError("WITNESS_REWOUND", { what: `its branch ${branch} does not hold ${before.slice(0, 12)}` });
    if (!isSame || before === null) await git.keep(kept, now, options);
    return now;
  }

  async function markAt(commit: ObjectId | null, options: CallOptions): Promise<Mark | null> {
    if (commit === null) return null;
    const bytes = (await git.read(commit, [file], { ...options, most: 4096 })).get(file)?.bytes;
    const mark = bytes === undefined ? null : toMark(parse(bytes));
    if (mark === null) throw brevetError("WITNESS_ANSWER", { what: `no mark in ${branch} at ${commit.slice(0, 12)}` });
    return mark;
  }

  return {
    async look(options) {
      return { mark: await markAt(await head(options), options), clock: null };
    },
    async leave(mark, options) {
      for (let tries = 1; ; tries += 1) {
        const newest = await head(options);
        const known = beside(mark, await markAt(newest, options));
        if (known !== null) return known;
        const made = await git.importCommits(newest, [draftOf(mark, clock)], options);
        const next = made.at(-1);
        if (next === undefined) throw new TypeError("git made no commit");
        if ((await reached(() => git.publish(branch, newest, next, options))) === "published") {
          await git.keep(kept, next, options);
          return "left";
        }
        if (tries === mostTries) throw brevetError("WITNESS_UNREACHABLE", { what: "others write there all the time" });
      }
    },
    close: () => git.close(),
  };
}

function branchOf({ repository, branch }: HistoryName): string {
  return `witness/${repository}/${branch.replaceAll("/", "-")}`;
}

function draftOf(mark: Mark, clock: Clock): Parameters<Git["importCommits"]>[1] extends Iterable<infer D> ? D : never {
  const text = `${JSON.stringify({ v: 1, ...mark })}\n`;
  return {
    files: new Map([[file, Buffer.from(text)]]),
    message: `Event ${mark.seq}\n\n${mark.digest}\n`,
    author: { name: "Brevet", email: "brevet@localhost", at: clock.now() },
  };
}

async function reached<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof BrevetError)) throw error;
    throw brevetError("WITNESS_UNREACHABLE", { what: error.message }, { cause: error });
  }
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch {
    return null;
  }
}
