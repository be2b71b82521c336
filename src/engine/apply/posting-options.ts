import type { Config } from "../../core/config/config.ts";
import { brevetError } from "../../core/problem/brevet-error.ts";
import { nearest } from "../../core/problem/nearest.ts";
import type { Posting } from "./duty.ts";

/** Whom `--target` and `--runner` name. config: what main shows; null where it cannot be read, then any name does. */
export function postingOptions(
  { target = null, runner = null }: { readonly target?: string | null; readonly runner?: string | null },
  config: Pick<Config, "targets"> | null,
): Posting {
  const targets = Object.values(config?.targets ?? {});
  const ids = targets.map(({ id }) => id);
  const runners = targets.flatMap((each) => each.runner ?? []);
  if (config !== null && target !== null && !ids.includes(target))
    throw brevetError("TARGET_UNKNOWN", { name: target, nearest: nearest(target, ids) });
  if (config !== null && runner !== null && !runners.includes(runner))
    throw brevetError("RUNNER_UNKNOWN", { name: runner, nearest: nearest(runner, runners) });
  return { target, runner };
}
