import type { Config, TargetConfig } from "../../core/config/config.ts";
import type { Observation } from "../../core/plan/holding.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import { observeTarget } from "../apply/observe-targets.ts";
import type { Lost } from "./lane.ts";
import type { WatchPorts } from "./watch-ports.ts";

/** A target that does not answer is asked again so soon, and beside a question that hangs so often: milliseconds. */
const refusedMs = 500;
const hangingMs = 1000;
/** A question is given up after so long; every fifth may take as long as a look may: milliseconds. */
const shortMs = 5000;
/** So many questions may hang at a time. */
const most = 8;

/** What is asked: a target as it is configured just now; null: it is configured no longer. */
export type Asked = () => { readonly config: Config; readonly target: TargetConfig } | null;

/**
 * Asks a target until it answers as itself. New questions are asked beside those that hang, so that one lost on the way
 * does not hide that it is back. refused: hears why each was in vain. Answers how long the answer took, or null where
 * there is nothing to ask any more.
 */
export async function probe(
  ports: WatchPorts,
  asked: Asked,
  refused: (lost: Lost) => void,
  options: CallOptions,
): Promise<number | null> {
  const over = new AbortController();
  const signal = AbortSignal.any([options.signal, over.signal]);
  let took: number | null = null;
  let hanging = 0;
  const ask = async ({ config, target }: NonNullable<ReturnType<Asked>>, deadline: AbortSignal): Promise<void> => {
    const began = ports.clock.now();
    hanging += 1;
    const seen = await observeTarget(ports, config, target, [], { signal: deadline });
    hanging -= 1;
    if (signal.aborted) return;
    const lost = lostBy(seen, target);
    if (lost !== null) {
      refused(lost);
      return;
    }
    took = Math.max(0, ports.clock.now() - began);
    over.abort();
  };
  for (let count = 1; !signal.aborted; count += 1) {
    const about = asked();
    if (about === null) return null;
    const short = AbortSignal.any([signal, AbortSignal.timeout(shortMs)]);
    const patience = ports.pause(hangingMs, { signal });
    await (hanging < most ? Promise.race([ask(about, count % 5 === 0 ? signal : short), patience]) : patience);
    if (hanging === 0) await ports.pause(refusedMs, { signal });
  }
  return took;
}

/** Why a look says that the target is not there, or that something else is; null: it is there. */
export function lostBy(seen: Observation, { identity }: Pick<TargetConfig, "identity">): Lost | null {
  if (!seen.ok) return { code: seen.code, message: seen.message };
  if (seen.identity === identity) return null;
  return { code: "TARGET_MISMATCH", message: `It shows ${seen.identity}, and ${identity} is pinned.` };
}
