/** So many changes may follow each other at once; after that one a second, as GitHub asks of who makes many. */
const atOnce = 20;
const everyMs = 1000;

/** Waits for one's turn to change something: one after the other. now, wait: the process's own, but for tests. */
export function paced(
  now: () => number = Date.now,
  wait: (ms: number) => Promise<void> = (ms) => new Promise((done) => setTimeout(done, ms)),
): () => Promise<void> {
  let free = atOnce;
  let since = now();
  let turn: Promise<void> = Promise.resolve();
  const take = async (): Promise<void> => {
    const passed = Math.floor((now() - since) / everyMs);
    free = Math.min(atOnce, free + passed);
    since += passed * everyMs;
    if (free > 0) free--;
    else {
      await wait(Math.max(0, since + everyMs - now()));
      since = now();
    }
  };
  return () => (turn = turn.then(take));
}
