import process from "node:process";

/** Elapsed milliseconds and CPU milliseconds of this process. */
export interface Measured {
  readonly wallMs: number;
  readonly cpuMs: number;
}

async function once(work: () => unknown): Promise<Measured> {
  const cpu = process.cpuUsage();
  const start = process.hrtime.bigint();
  await work();
  const wallMs = Number(process.hrtime.bigint() - start) / 1e6;
  const { user, system } = process.cpuUsage(cpu);
  return { wallMs, cpuMs: (user + system) / 1000 };
}

/**
 * Runs two pieces of work in turn, so that what disturbs one disturbs the other, and gives the quickest of each:
 * noise only ever adds.
 */
export async function inTurn(
  ours: () => unknown,
  peer: () => unknown,
  rounds = 5,
): Promise<{ readonly ours: Measured; readonly peer: Measured }> {
  const measured: { ours: Measured[]; peer: Measured[] } = { ours: [], peer: [] };
  for (let round = 0; round < rounds; round += 1) {
    measured.ours.push(await once(ours));
    measured.peer.push(await once(peer));
  }
  return { ours: quickest(measured.ours), peer: quickest(measured.peer) };
}

function quickest(all: readonly Measured[]): Measured {
  return {
    wallMs: Math.min(...all.map((each) => each.wallMs)),
    cpuMs: Math.min(...all.map((each) => each.cpuMs)),
  };
}
