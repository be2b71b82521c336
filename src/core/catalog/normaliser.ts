import { parseSshKey } from "../config/ssh-key.ts";
import { problem, type Place, type Problem } from "../problem/problem.ts";
import { nearest } from "../problem/nearest.ts";
import { parseDate } from "../time/date.ts";
import { formatDuration, longestDuration, parseDuration } from "../time/duration.ts";
import { epochSeconds, type Seconds } from "../time/instant.ts";
import { parseInstant } from "../time/parse-instant.ts";
import { endOfDay, isTimeZone, startOfDay, timeZones } from "../time/zone.ts";
import type { YamlDocument } from "../yaml/read-yaml.ts";
import type { PersonKey } from "./catalog.ts";

interface WrittenKey {
  readonly key: string;
  readonly hardware?: "vouched" | "attested";
  readonly applications?: readonly string[];
}

/**
 * Turns what one file writes as text into what the catalog keeps. What cannot be turned is told, and stands for
 * something harmless in a catalog that is refused as a whole.
 */
export class Normaliser {
  readonly problems: Problem[] = [];
  readonly #document: YamlDocument;

  constructor(document: YamlDocument) {
    this.#document = document;
  }

  seconds(text: string, pointer: string, most: Seconds = longestDuration): Seconds {
    const seconds = parseDuration(text);
    if (seconds !== null && seconds <= most) return seconds;
    const params = { key: keyOf(pointer), text, most: formatDuration(most) };
    this.problems.push(problem("DURATION_INVALID", params, this.#document.placeOf(pointer)));
    return 1;
  }

  timezone(name: string | undefined, otherwise: string, pointer: string): string {
    if (name === undefined || isTimeZone(name)) return name ?? otherwise;
    const near = nearest(name, timeZones());
    this.problems.push(problem("TIME_ZONE_UNKNOWN", { name, nearest: near }, this.#document.placeOf(pointer)));
    return otherwise;
  }

  /** Epoch seconds of a day's last second. */
  lastSecond(date: string, timezone: string, pointer: string): number {
    if (parseDate(date) !== null) return epochSeconds(endOfDay(date, timezone)) - 1;
    this.problems.push(problem("DATE_INVALID", { key: keyOf(pointer), text: date }, this.#document.placeOf(pointer)));
    return 0;
  }

  /** Epoch seconds of a moment, or of the first or last second of a day. */
  moment(text: string, timezone: string, pointer: string, of: "first" | "last"): number {
    const at = parseInstant(text);
    if (at !== null) return epochSeconds(at);
    if (of === "last" || parseDate(text) === null) return this.lastSecond(text, timezone, pointer);
    return epochSeconds(startOfDay(text, timezone));
  }

  /** Tells of a time that does not come after its beginning. */
  backwards(pointer: string): void {
    this.problems.push(problem("TIME_BACKWARDS", { key: keyOf(pointer) }, this.#document.placeOf(pointer)));
  }

  keys(written: readonly WrittenKey[] | undefined, pointer: string): readonly PersonKey[] {
    return (written ?? []).flatMap(({ key, hardware = null, applications = [] }, index) => {
      const read = parseSshKey(key);
      const place = (): Place => this.#document.placeOf(`${pointer}/${index}/key`);
      if (typeof read === "string") {
        this.problems.push(problem(read, {}, place()));
        return [];
      }
      const { text, type, fingerprint, application } = read;
      if (application === null && (hardware !== null || applications.length > 0)) {
        this.problems.push(problem("KEY_NOT_HARDWARE", { type }, place()));
      }
      return [{ text, type, fingerprint, hardware, applications }];
    });
  }
}

function keyOf(pointer: string): string {
  return pointer.slice(pointer.lastIndexOf("/") + 1);
}
