import type { Seconds } from "./instant.ts";

/** What a duration looks like, for schemas: `90m`, `1h30m`, or ISO 8601 from weeks to seconds. */
export const durationPattern: string =
  "^(?:(?=.)(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?" +
  "|P(?=.)(?:[0-9]{1,9}W)?(?:[0-9]{1,9}D)?(?:T(?=.)(?:[0-9]{1,9}H)?(?:[0-9]{1,9}M)?(?:[0-9]{1,9}S)?)?)$";

/** Nothing here lasts longer than a leap year: more is a slip of the pen, or an attempt at "for ever". */
export const longestDuration: Seconds = 366 * 86_400;

const form = new RegExp(durationPattern);
const parts = /([0-9]+)([A-Za-z])/g;
const units: { readonly [unit: string]: Seconds } = { w: 604_800, d: 86_400, h: 3_600, m: 60, s: 1 };

/** The seconds that a duration text names, or null where it names none, nothing, or more than a year. */
export function parseDuration(text: string): Seconds | null {
  if (!form.test(text)) return null;
  let seconds = 0;
  for (const [, count = "", unit = ""] of text.matchAll(parts)) {
    seconds += Number(count) * (units[unit.toLowerCase()] ?? Number.NaN);
  }
  return seconds > 0 && seconds <= longestDuration ? seconds : null;
}

/** The shortest text that parses to these seconds: `8h`, `1h30m`, `1d`. */
export function formatDuration(seconds: Seconds): string {
  let rest = seconds;
  let text = "";
  for (const unit of ["d", "h", "m", "s"]) {
    const size = units[unit] ?? 1;
    const count = Math.floor(rest / size);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * size;
  }
  return text === "" ? "0s" : text;
}
