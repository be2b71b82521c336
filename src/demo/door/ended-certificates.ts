import { watch } from "node:fs";
import type { FSWatcher } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** The list of ended certificates, as a verifier reads it: docs/targets/x509.md, "The list". */
export interface EndedCertificates {
  /** The serials on the list as it is now; null where it is missing, unreadable or another CA's. */
  now(): Promise<ReadonlySet<string> | null>;
  close(): void;
}

const everyMs = 1000;

/** Follows the list: `changed` is called soon after each change, and once a second in case one went unnoticed. */
export function followEnded(folder: string, ca: string, changed: () => void): EndedCertificates {
  let watcher = startWatching();
  const timer = setInterval(() => {
    watcher ??= startWatching();
    changed();
  }, everyMs).unref();

  function startWatching(): FSWatcher | null {
    try {
      const started = watch(folder, { persistent: false }, changed);
      started.on("error", () => {
        started.close();
        watcher = null;
      });
      return started;
    } catch {
      return null;
    }
  }

  return {
    async now() {
      try {
        const head: unknown = JSON.parse(await readFile(join(folder, "list.json"), "utf8"));
        if (typeof head !== "object" || head === null || !("ca" in head) || head.ca !== ca) return null;
        return new Set((await readdir(folder)).map((name) => name.replace(/\.json$/, "")));
      } catch {
        return null;
      }
    },
    close() {
      clearInterval(timer);
      watcher?.close();
    },
  };
}
