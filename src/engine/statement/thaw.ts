import { problem } from "../../core/problem/problem.ts";
import { fail, type Result } from "../../core/problem/result.ts";
import type { StatementMade } from "../../core/report/people.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import { isRulesOwner } from "../orders/may-revoke.ts";
import type { Standing } from "../person/standing.ts";
import { whoSigns } from "../person/who-signs.ts";
import type { Confirm } from "./confirm.ts";
import { signOrder } from "./order.ts";
import type { Signing, StatementPorts } from "./statement-ports.ts";

/** Signs, as an owner of the rules, that main may be followed again from its head as it is; out as an order. */
export async function thaw(
  ports: StatementPorts,
  standing: Standing,
  signing: Pick<Signing, "keyFile">,
  confirm: Confirm,
  options: CallOptions,
): Promise<Result<StatementMade>> {
  const { rules, view, main } = standing;
  const { frozen, cursor } = view.state;
  if (frozen === null) return fail([problem("NOT_FROZEN", {})]);
  const signer = await whoSigns(ports, rules.catalog, signing.keyFile, options);
  if (!signer.ok) return signer;
  const { person } = signer.value;
  if (!isRulesOwner(person, rules.catalog)) return fail([problem("RULES_OWNER_ONLY", { person })]);
  const differs = (await ports.git.diff(cursor, main, options)).map(({ path }) => path);
  await confirm({ do: "thaw", signer: signer.value, check: null, paths: differs });
  return signOrder(ports, standing, { do: "thaw", from: cursor, to: main }, signer.value, options);
}
