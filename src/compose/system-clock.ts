import { instant } from "../core/time/instant.ts";
import type { Clock } from "../ports/clock.ts";

/** The machine's clock. */
export const systemClock: Clock = { now: () => instant(Date.now()) };
