import { succeed, type Result } from "../../core/problem/result.ts";
import type { StatementMade } from "../../core/report/people.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { Standing } from "../person/standing.ts";
import type { Signer } from "../person/who-signs.ts";
import { makeStatement, type Said } from "./make-statement.ts";
import { pushOrder } from "./push-order.ts";
import type { StatementPorts } from "./statement-ports.ts";

/** Signs what a person orders, and publishes it: the engine takes it up. */
export async function signOrder(
  ports: StatementPorts,
  { rules, view }: Pick<Standing, "rules" | "view">,
  said: Said,
  signer: Signer,
  options: CallOptions,
): Promise<Result<StatementMade>> {
  const by = { signer, repository: rules.config.repositoryId, tip: view.tip };
  const made = await makeStatement(ports, said, by, options);
  if (!made.ok) return made;
  const pushed = await pushOrder(ports, made.value, options);
  if (!pushed.ok) return pushed;
  const { path, digest } = made.value;
  return succeed({
    ok: true,
    do: said.do,
    by: signer.person,
    key: signer.fingerprint,
    path,
    digest,
    branch: pushed.value,
    commit: null,
    check: null,
  });
}
