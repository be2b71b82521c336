import type { Digest } from "../../core/json/digest.ts";
import { problem } from "../../core/problem/problem.ts";
import { fail, succeed, type Result } from "../../core/problem/result.ts";
import type { StatementMade } from "../../core/report/people.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import { checkChange } from "../check-change.ts";
import type { Standing } from "../person/standing.ts";
import { whoSigns } from "../person/who-signs.ts";
import { findRequest, type OpenRequest } from "../request/find-request.ts";
import type { Confirm } from "./confirm.ts";
import { makeStatement, type MadeStatement } from "./make-statement.ts";
import { objectedRequest } from "./objected-request.ts";
import { placeStatement } from "./place-statement.ts";
import { pushOrder } from "./push-order.ts";
import type { Signing, StatementPorts } from "./statement-ports.ts";

/** Signs that a person takes back an objection or a standing revocation: out as an order, and onto the request's branch where it is open. */
export async function lift(
  ports: StatementPorts,
  standing: Standing,
  digest: Digest,
  signing: Signing,
  confirm: Confirm,
  options: CallOptions,
): Promise<Result<StatementMade>> {
  const { rules, view } = standing;
  const isRevoke = view.state.revokes.some((revoke) => revoke.statement === digest && revoke.standing);
  const id = isRevoke ? null : await objectedRequest(ports, standing, digest, options);
  if (!isRevoke && id === null) return fail([problem("OBJECTION_NONE", { digest })]);
  const request = id === null ? null : await findRequest(ports, id, options);
  const signer = await whoSigns(ports, rules.catalog, signing.keyFile, options);
  if (!signer.ok) return signer;
  const { person, fingerprint } = signer.value;
  await confirm({
    do: "lift",
    signer: signer.value,
    check: await judged(ports, standing, request, options),
    paths: [],
  });
  const made = await makeStatement(
    ports,
    { do: "lift", digest },
    { signer: signer.value, repository: rules.config.repositoryId, tip: view.tip },
    options,
  );
  if (!made.ok) return made;
  const placed = await place(ports, made.value, { request, person, digest, commit: signing.commit }, options);
  if (!placed.ok) return placed;
  const after = request !== null && placed.value.commit !== null ? { ...request, head: placed.value.commit } : null;
  return succeed({
    ok: true,
    do: "lift",
    by: person,
    key: fingerprint,
    path: made.value.path,
    digest: made.value.digest,
    ...placed.value,
    check: await judged(ports, standing, after, options),
  });
}

/** Out as an order, where no merge can leave it out, and onto the request's branch, where others see it. */
async function place(
  ports: StatementPorts,
  made: MadeStatement,
  about: {
    readonly request: OpenRequest | null;
    readonly person: string;
    readonly digest: Digest;
    readonly commit: boolean;
  },
  options: CallOptions,
): Promise<Result<{ readonly branch: string | null; readonly commit: string | null }>> {
  const order = about.commit ? await pushOrder(ports, made, options) : null;
  if (order !== null && !order.ok) return order;
  if (about.request === null && order !== null) return succeed({ branch: order.value, commit: null });
  const { branch, local, head } = about.request ?? { branch: "", local: null, head: "" };
  const message = `Lift ${about.digest}\n\nSigned by ${about.person}.\n`;
  return await placeStatement(ports, made, { branch, local, head, message, commit: about.commit }, options);
}

async function judged(
  ports: StatementPorts,
  standing: Standing,
  request: OpenRequest | null,
  options: CallOptions,
): Promise<StatementMade["check"]> {
  if (request === null) return null;
  return await checkChange(ports, standing, { base: standing.main, head: request.head }, options);
}
