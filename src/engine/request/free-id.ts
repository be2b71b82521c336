import type { Entitlement } from "../../core/catalog/entitlements.ts";
import { requestPath } from "../../core/request/request-path.ts";
import { localTime } from "../../core/time/zone.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { JudgePorts } from "../engine-ports.ts";
import type { Standing } from "../person/standing.ts";
import { requestBranch } from "./find-request.ts";

/** The first id of today that nobody has used: `<resource>/<day>-<subject>`, then `-2`, `-3`, … */
export async function freeId(
  ports: JudgePorts,
  { view, rules, main }: Standing,
  about: { readonly entitlement: Entitlement; readonly subject: string },
  options: CallOptions,
): Promise<string> {
  const today = localTime(ports.clock.now(), rules.catalog.org.timezone).date;
  const stem = `${about.entitlement.resource.id}/${today}-${about.subject}`;
  for (let count = 1; ; count += 1) {
    const id = count === 1 ? stem : `${stem}-${count}`;
    if (id in view.state.ids || id in view.state.grants) continue;
    const branch = requestBranch(id);
    const taken =
      (await ports.git.resolve(`refs/heads/${branch}`, options)) !== null ||
      (await ports.git.head(branch, options)) !== null ||
      (await ports.git.read(main, [requestPath(id)], options)).size > 0;
    if (!taken) return id;
  }
}
