import type { Pause } from "../../ports/pause.ts";
import type { RunState } from "../../ports/run-state.ts";
import type { ResidentReport } from "../../core/report/resident-report.ts";
import type { WatchNews } from "../../core/report/watch-news.ts";
import type { ApplyPorts } from "../engine-ports.ts";

/** What a resident engine needs beside the power to apply. */
export interface WatchPorts extends ApplyPorts {
  readonly pause: Pause;
  readonly runState: RunState;
  /** The clone that it runs in, and its process: random ids, the first one kept. */
  readonly identity: { readonly installation: string; readonly engine: string };
  /** Is given where to look, at any time, how the engine stands. */
  readonly show: (read: () => ResidentReport) => void;
  /** Hears what happens. */
  readonly tell: (news: WatchNews) => void;
}
