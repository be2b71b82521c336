import { setTimeout as wait } from "node:timers/promises";

/** Asks again and again until it is so; answers when that was, or Infinity where it was not within so long. */
export async function until(isSo: () => Promise<boolean> | boolean, mostMs = 120_000, everyMs = 10): Promise<number> {
  const end = Date.now() + mostMs;
  while (Date.now() < end) {
    if (await isSo()) return Date.now();
    await wait(everyMs);
  }
  return Infinity;
}

/** Waits for a moment. */
export async function moment(at: number): Promise<void> {
  await wait(Math.max(0, at - Date.now()));
}
