import type { Pause } from "../../ports/pause.ts";
import type { WatchNews } from "../../core/report/watch-news.ts";
import type { ApplyPorts } from "../engine-ports.ts";

/** What a resident engine needs beside the power to apply. */
export interface WatchPorts extends ApplyPorts {
  readonly pause: Pause;
  /** Hears what happens. */
  readonly tell: (news: WatchNews) => void;
}
