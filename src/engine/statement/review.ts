import { nearest } from "../../core/problem/nearest.ts";
import { problem } from "../../core/problem/problem.ts";
import { fail, type Result } from "../../core/problem/result.ts";
import type { StatementMade } from "../../core/report/people.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import { mayReview } from "../orders/may-review.ts";
import type { Standing } from "../person/standing.ts";
import { whoSigns } from "../person/who-signs.ts";
import type { Confirm } from "./confirm.ts";
import { signOrder } from "./order.ts";
import type { Signing, StatementPorts } from "./statement-ports.ts";

/** What somebody found when they looked at a grant afterwards. */
export interface Found {
  readonly id: string;
  readonly verdict: "justified" | "not_justified";
  readonly reason: string;
}

/** Signs what a person found of a grant that had to be looked at once it had ended; out as an order. */
export async function review(
  ports: StatementPorts,
  standing: Standing,
  found: Found,
  signing: Pick<Signing, "keyFile">,
  confirm: Confirm,
  options: CallOptions,
): Promise<Result<StatementMade>> {
  const { reviews } = standing.view.state;
  const { catalog } = standing.rules;
  const open = reviews[found.id];
  if (open === undefined)
    return fail([problem("REVIEW_NONE", { id: found.id, nearest: nearest(found.id, Object.keys(reviews)) })]);
  const signer = await whoSigns(ports, catalog, signing.keyFile, options);
  if (!signer.ok) return signer;
  const { person } = signer.value;
  if (mayReview(person, { digest: open.digest, seen: standing.view.tip }, open, catalog).length === 0)
    return fail([problem("REVIEW_NOT_YOURS", { person, id: found.id })]);
  await confirm({ do: "review", signer: signer.value, check: null, paths: [] });
  const { id, verdict, reason } = found;
  return await signOrder(
    ports,
    standing,
    { do: "review", request: id, digest: open.digest, verdict, reason },
    signer.value,
    options,
  );
}
