import type { CallOptions } from "../../ports/call-options.ts";
import type { Pause } from "../../ports/pause.ts";

/** Wakes the one who waits; rung before, it does not let the next one wait. */
export interface Bell {
  readonly ring: () => void;
  /** Waits at most so many milliseconds. */
  readonly wait: (ms: number, options: CallOptions) => Promise<void>;
}

export function bell(pause: Pause): Bell {
  let rung = new AbortController();
  return {
    ring: () => {
      rung.abort();
    },
    wait: async (ms, { signal }) => {
      await pause(ms, { signal: AbortSignal.any([signal, rung.signal]) });
      if (rung.signal.aborted) rung = new AbortController();
    },
  };
}
