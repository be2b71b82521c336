import type { Config, TargetConfig } from "../../core/config/config.ts";
import type { Grant } from "../../core/grant/grant.ts";
import type { Observation, Observations } from "../../core/plan/holding.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { PlanPorts } from "../engine-ports.ts";
import { scopeOf } from "./scope-of.ts";

/** Each target is looked at alone, for at most so long: milliseconds. */
const deadlineMs = 20_000;

/** Looks at every configured target at once, each with a deadline of its own: one that hangs delays no other. */
export async function observeTargets(
  ports: Pick<PlanPorts, "readers">,
  config: Config,
  grants: readonly Grant[],
  options: CallOptions,
): Promise<Observations> {
  const targets = Object.values(config.targets);
  const observed = await Promise.all(targets.map((target) => observeTarget(ports, config, target, grants, options)));
  return new Map(observed.map((observation) => [observation.target, observation]));
}

/** Looks at one target; that it did not answer in time is an answer too. */
export async function observeTarget(
  ports: Pick<PlanPorts, "readers">,
  { repositoryId }: Pick<Config, "repositoryId">,
  target: TargetConfig,
  grants: readonly Grant[],
  options: CallOptions,
): Promise<Observation> {
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(deadlineMs)]);
  try {
    const reader = await ports.readers.openReader(target, repositoryId);
    try {
      return await unlessAborted(reader.observe(scopeOf(grantsOn(target.id, grants), []), { signal }), signal);
    } finally {
      await reader.close();
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { target: target.id, ok: false, code: "TARGET_UNREACHABLE", message };
  }
}

/** The grants whose effect lies on that target. */
export function grantsOn(target: string, grants: readonly Grant[]): Grant[] {
  return grants.filter((grant) => grant.effect.target === target);
}

/** A promise that does not outlive its signal, whatever the callee does with it. */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      reject(signal.reason instanceof Error ? signal.reason : new Error("aborted"));
    };
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
    promise.then(resolve, reject).finally(() => {
      signal.removeEventListener("abort", stop);
    });
  });
}
