import { brevetError } from "../../src/core/problem/brevet-error.ts";
import type { Instant } from "../../src/core/time/instant.ts";
import type { HistoryName, Mark, Witness } from "../../src/ports/witness.ts";

/** A witness in memory: what it holds can be looked at, and it can be made to fail. */
export class FakeWitness {
  readonly marks: Map<string, Mark> = new Map<string, Mark>();
  /** No call is answered. */
  unreachable = false;
  /** Its clock; null: it has none. */
  clock: (() => Instant) | null = null;

  open({ repository, branch }: HistoryName): Witness {
    const name = `${repository} ${branch}`;
    const reach = (signal: AbortSignal): void => {
      signal.throwIfAborted();
      if (this.unreachable) throw brevetError("WITNESS_UNREACHABLE", { what: "it is down" });
    };
    return {
      look: async ({ signal }) => {
        await Promise.resolve();
        reach(signal);
        return { mark: this.marks.get(name) ?? null, clock: this.clock?.() ?? null };
      },
      leave: async (mark, { signal }) => {
        await Promise.resolve();
        reach(signal);
        const newest = this.marks.get(name);
        if (newest !== undefined && mark.seq < newest.seq) return "older";
        if (newest?.seq === mark.seq) return newest.digest === mark.digest ? "left" : "forked";
        this.marks.set(name, mark);
        return "left";
      },
      close: () => Promise.resolve(),
    };
  }
}
