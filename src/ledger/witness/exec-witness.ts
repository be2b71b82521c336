import { brevetError } from "../../core/problem/brevet-error.ts";
import { parseInstant } from "../../core/time/parse-instant.ts";
import type { Instant } from "../../core/time/instant.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { HistoryName, Mark, Witness } from "../../ports/witness.ts";
import { toMark } from "./mark.ts";
import { runProgram, type Program } from "./run-program.ts";

/**
 * A witness behind a program. It is asked one thing a run, as one line of JSON on its standard input, and answers one
 * object on its standard output: `{"mark": {seq, digest} | null, "clock"?: RFC 3339}` to `look`, `{"outcome"}` to `leave`.
 */
export function execWitness(program: Program, history: HistoryName): Witness {
  async function ask(question: object, { signal }: CallOptions): Promise<{ readonly [key: string]: unknown }> {
    const answer = parse(await runProgram(program, `${JSON.stringify({ v: 1, ...history, ...question })}\n`, signal));
    if (answer === null) throw unfit(program, "what it answers is no JSON object");
    return answer;
  }
  return {
    async look(options) {
      const { mark, clock, ...rest } = await ask({ do: "look" }, options);
      const read = mark === null ? null : toMark(mark);
      if (mark !== null && read === null) throw unfit(program, "its mark is none");
      if (Object.keys(rest).length > 0) throw unfit(program, "it answers more than it was asked");
      return { mark: read, clock: readClock(program, clock) };
    },
    async leave({ seq, digest }: Mark, options) {
      const { outcome, ...rest } = await ask({ do: "leave", seq, digest }, options);
      if ((outcome !== "left" && outcome !== "older" && outcome !== "forked") || Object.keys(rest).length > 0)
        throw unfit(program, "it does not say whether the mark was left");
      return outcome;
    },
    close: () => Promise.resolve(),
  };
}

function readClock(program: Program, clock: unknown): Instant | null {
  if (clock === undefined || clock === null) return null;
  const at = typeof clock === "string" ? parseInstant(clock) : null;
  if (at === null) throw unfit(program, "its clock is no time");
  return at;
}

function parse(text: string): { readonly [key: string]: unknown } | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

function unfit({ path }: Program, what: string): Error {
  return brevetError("WITNESS_ANSWER", { what: `of ${path}, ${what}` });
}
