import { brevetError } from "../../src/core/problem/brevet-error.ts";
import type { Notice } from "../../src/core/report/notice.ts";
import type { Notifiers } from "../../src/ports/notifier.ts";

/** Notifiers in memory: what they were told can be looked at, and any of them can be made to fail. */
export class FakeNotifiers implements Notifiers {
  readonly heard: (readonly [by: string, notice: Notice])[] = [];
  /** Ids of those that take nothing. */
  readonly deaf: Set<string> = new Set<string>();

  open({ id }: Parameters<Notifiers["open"]>[0]): ReturnType<Notifiers["open"]> {
    return Promise.resolve({
      tell: async (notice, { signal }) => {
        await Promise.resolve();
        signal.throwIfAborted();
        if (this.deaf.has(id)) throw brevetError("NOTICE_NOT_TAKEN", { notifier: id, said: "it answered 503" });
        this.heard.push([id, notice]);
      },
    });
  }
}
