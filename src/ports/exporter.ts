import type { ResidentReport } from "../core/report/resident-report.ts";
import type { WatchNews } from "../core/report/watch-news.ts";

/** Answers programs that ask how a resident engine stands. Nothing that they send reaches the engine. */
export interface Exporter extends AsyncDisposable {
  /** Counts what happens. */
  readonly hear: (news: WatchNews) => void;
  /** Is given where to look when it is asked. */
  readonly show: (read: () => ResidentReport) => void;
}
