import type { CallOptions } from "./call-options.ts";

/**
 * Waits so many milliseconds of steady time, whatever is done to the clock meanwhile; at once where the signal is
 * aborted. It never throws: whoever waits looks at the clock and at the signal afterwards.
 */
export type Pause = (ms: number, options: CallOptions) => Promise<void>;
