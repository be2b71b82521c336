import type { NotifierConfig } from "../core/config/config.ts";
import type { Notice } from "../core/report/notice.ts";
import type { CallOptions } from "./call-options.ts";

/**
 * Tells people something, at a place that the rules name. Every kind keeps these (test/contract/notifier.ts):
 * - it answers only once the place took the notice; else it throws (NOTICE_NOT_TAKEN), within seconds;
 * - it goes nowhere else, wherever the place points to;
 * - nothing of a notice is markup there, and nothing secret is thrown.
 */
export interface Notifier {
  tell(notice: Notice, options: CallOptions): Promise<void>;
}

/** Opens the notifier that a configuration names. Opening asks nothing of it. */
export interface Notifiers {
  open(config: NotifierConfig): Promise<Notifier>;
}
