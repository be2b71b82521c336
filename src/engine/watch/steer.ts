import { BrevetError } from "../../core/problem/brevet-error.ts";
import { formatInstant } from "../../core/time/format-instant.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { Helm } from "./helm.ts";
import type { WatchPorts } from "./watch-ports.ts";

/** Between two signs of life of who has the helm, and two looks of who stands by: milliseconds. */
const beatEveryMs = 15_000;
const lookEveryMs = 5000;
/** A look that takes longer is given up: milliseconds. */
const deadlineMs = 20_000;

/** Keeps the helm, or watches for it, until told to stop. changed: hears when it changed hands. */
export async function steer(
  { pause, tell, clock }: WatchPorts,
  helm: Helm,
  { stop, changed }: { readonly stop: AbortSignal; readonly changed: () => void },
): Promise<void> {
  let told: boolean | null = null;
  let elsewhere = "";
  while (!stop.aborted) {
    await unlessOutside(() => helm.look({ signal: AbortSignal.any([stop, AbortSignal.timeout(deadlineMs)]) }));
    if (helm.isHeld !== told) {
      told = helm.isHeld;
      tell({ at: formatInstant(clock.now()), kind: "helm", held: told });
      changed();
    }
    const others = [...helm.elsewhere].sort().join(" ");
    if (others !== elsewhere) changed();
    elsewhere = others;
    await pause(helm.isHeld && others === "" ? beatEveryMs : lookEveryMs, { signal: stop });
  }
}

/** Lets the next one have it, now that nothing is left to do. */
export async function letGo(helm: Helm, { signal }: CallOptions): Promise<void> {
  await unlessOutside(() => helm.leave({ signal: AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]) }));
}

/** Where the outside fails, everything stays as it is until the next look; it is told by the rounds, which need it too. */
async function unlessOutside(look: () => Promise<void>): Promise<void> {
  try {
    await look();
  } catch (error) {
    const isOutside =
      error instanceof BrevetError || (error instanceof DOMException && /Abort|Timeout/.test(error.name));
    if (!isOutside) throw error;
  }
}
