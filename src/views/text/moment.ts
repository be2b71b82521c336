/** An RFC 3339 moment in UTC as people read it: `2026-11-22 12:00 UTC`, with seconds only where there are some. */
export function moment(rfc3339: string): string {
  const [date = "", time = ""] = rfc3339.split("T");
  const clock = time.slice(0, 8);
  return `${date} ${clock.endsWith(":00") ? clock.slice(0, 5) : clock} UTC`;
}
