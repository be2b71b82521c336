import { setTimeout as wait } from "node:timers/promises";
import type { Pause } from "../ports/pause.ts";

/** The machine's own timers. */
export const systemPause: Pause = (ms, { signal }) =>
  wait(Math.max(0, ms), undefined, { signal }).catch(() => undefined);
