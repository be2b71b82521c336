import { nearest } from "../../core/problem/nearest.ts";
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

/** Signs, as an owner of the rules, that a target is gone for good, and what was given there with it; out as an order. */
export async function abandon(
  ports: StatementPorts,
  standing: Standing,
  { target, reason }: { readonly target: string; readonly reason: string },
  signing: Pick<Signing, "keyFile">,
  confirm: Confirm,
  options: CallOptions,
): Promise<Result<StatementMade>> {
  const { rules, view } = standing;
  const ends = Object.values(view.state.grants).filter(
    (grant) => grant.state !== "ended" && grant.effect.target === target,
  );
  const known = Object.keys(rules.config.targets);
  if (ends.length === 0 && !known.includes(target))
    return fail([problem("NAME_UNKNOWN", { what: "target", name: target, nearest: nearest(target, known) })]);
  if (ends.length === 0) return fail([problem("ABANDON_NOTHING", { target })]);
  const signer = await whoSigns(ports, rules.catalog, signing.keyFile, options);
  if (!signer.ok) return signer;
  const { person } = signer.value;
  if (!isRulesOwner(person, rules.catalog)) return fail([problem("RULES_OWNER_ONLY", { person })]);
  await confirm({ do: "abandon", signer: signer.value, check: null, paths: [], ends });
  return await signOrder(ports, standing, { do: "abandon", target, reason }, signer.value, options);
}
