import type { Config } from "../core/config/config.ts";
import type { StatusReport } from "../core/report/report.ts";
import type { CallOptions } from "../ports/call-options.ts";
import type { RunStates } from "../ports/run-state.ts";
import { fromOutside } from "./apply/outside-problem.ts";

/** What resident engines said of themselves last: the one that admits, and each runner's. For people, no more. */
export async function heartbeats(
  runStates: RunStates,
  { targets }: Pick<Config, "targets">,
  options: CallOptions,
): Promise<Pick<StatusReport, "heartbeat" | "runners">> {
  const said = async (runner: string | null): Promise<StatusReport["heartbeat"]> => {
    const standing = await fromOutside(() => runStates({ runner, target: null }).read(options));
    const heartbeat = standing.ok ? standing.value.heartbeat : null;
    if (heartbeat === null) return null;
    const { since, at, overdue, lost } = heartbeat;
    return { since, at, overdue, lost };
  };
  const names = new Set(Object.values(targets).flatMap(({ runner }) => runner ?? []));
  const [heartbeat, ...runners] = await Promise.all([
    said(null),
    ...[...names].sort().map(async (runner) => ({ runner, heartbeat: await said(runner) })),
  ]);
  return { heartbeat, runners };
}
