import { EventEmitter, once } from "node:events";
import { existsSync, watch } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** An editor writes a file in several steps, and a checkout many files: so long nothing more has to come. */
const quietMs = 150;

/** Tells each time that something changed in those folders, as far as they are there; from now on, until the signal. */
export function changesIn(root: string, folders: readonly string[], signal: AbortSignal): AsyncIterable<void> {
  const heard = new EventEmitter();
  let count = 0;
  const watchers = folders
    .map((folder) => join(root, folder))
    .filter((folder) => existsSync(folder))
    .map((folder) =>
      watch(folder, { recursive: true, signal }, () => {
        count += 1;
        heard.emit("change");
      }),
    );
  let fault: unknown = null;
  for (const watcher of watchers) {
    watcher.on("error", (error) => {
      fault ??= error;
      heard.emit("change");
    });
  }

  async function* tell(): AsyncIterable<void> {
    let told = 0;
    try {
      for (;;) {
        if (count === told && fault === null) await once(heard, "change", { signal });
        while (count !== told) {
          told = count;
          await pause(quietMs, undefined, { signal });
        }
        if (fault !== null) throw fault as Error;
        yield;
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
  return tell();
}
