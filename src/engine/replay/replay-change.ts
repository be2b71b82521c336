import type { ReplayReport } from "../../core/report/replay.ts";
import { after } from "../../core/time/instant.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { ObjectId } from "../../ports/git.ts";
import type { JudgePorts } from "../engine-ports.ts";
import type { Standing } from "../person/standing.ts";
import { readRules } from "../rules/read-rules.ts";
import { replayDecisions } from "./replay-decisions.ts";

/** A quarter of the past says what a change of the rules means; and people wait for the answer. */
const backSeconds = 92 * 24 * 3600;
const withinSeconds = 30;

/**
 * What rules that are not merged would have made of the last quarter's requests. Null where they cannot judge: what is wrong
 * with them says who judges the change.
 */
export async function replayChange(
  ports: JudgePorts,
  { view }: Pick<Standing, "view">,
  head: ObjectId,
  options: CallOptions,
): Promise<ReplayReport | null> {
  const rules = await readRules(ports.git, ports.kinds, head, options);
  if (!rules.ok || !(await ports.policies.of(rules.value, options)).ok) return null;
  const since = after(ports.clock.now(), -backSeconds);
  try {
    return await replayDecisions(ports, { view, rules: rules.value, since, within: withinSeconds }, options);
  } finally {
    await ports.policies.forget(rules.value);
  }
}
