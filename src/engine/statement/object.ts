import { succeed, type Result } from "../../core/problem/result.ts";
import type { StatementMade } from "../../core/report/people.ts";
import { requestDigest } from "../../core/request/digests.ts";
import { readRequest } from "../../core/request/read-request.ts";
import { fail } from "../../core/problem/result.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import { checkChange } from "../check-change.ts";
import type { Standing } from "../person/standing.ts";
import { whoSigns } from "../person/who-signs.ts";
import type { OpenRequest } from "../request/find-request.ts";
import type { Confirm } from "./confirm.ts";
import { makeStatement } from "./make-statement.ts";
import { placeStatement } from "./place-statement.ts";
import { pushOrder } from "./push-order.ts";
import type { Signing, StatementPorts } from "./statement-ports.ts";

/**
 * Signs that a person objects to a request. It goes onto the request's branch, where others see it, and out as an
 * order, so that a merge that leaves it out does not get past it.
 */
export async function object(
  ports: StatementPorts,
  standing: Standing,
  request: OpenRequest,
  signing: Signing,
  confirm: Confirm,
  options: CallOptions,
): Promise<Result<StatementMade>> {
  const { rules, view, main } = standing;
  const bytes = (await ports.git.read(request.head, [request.path], options)).get(request.path)?.bytes;
  const read = readRequest(request.id, bytes ?? new Uint8Array());
  if (!read.ok) return fail(read.problems.map((each) => ({ ...each, path: request.path })));
  const signer = await whoSigns(ports, rules.catalog, signing.keyFile, options);
  if (!signer.ok) return signer;
  const { person, fingerprint } = signer.value;
  const check = await checkChange(ports, standing, { base: main, head: request.head }, options);
  await confirm({ do: "object", signer: signer.value, check, paths: [] });
  const repository = rules.config.repositoryId;
  const digest = requestDigest(read.value.request, repository);
  const made = await makeStatement(
    ports,
    { do: "object", request: request.id, digest },
    { signer: signer.value, repository, tip: view.tip },
    options,
  );
  if (!made.ok) return made;
  const message = `Object to ${request.id}\n\nSigned by ${person}.\n`;
  const placed = await placeStatement(ports, made.value, { ...request, message, commit: signing.commit }, options);
  if (!placed.ok) return placed;
  if (signing.commit) {
    const pushed = await pushOrder(ports, made.value, options);
    if (!pushed.ok) return pushed;
  }
  const after = placed.value.commit;
  return succeed({
    ok: true,
    do: "object",
    by: person,
    key: fingerprint,
    path: made.value.path,
    digest: made.value.digest,
    ...placed.value,
    check: after === null ? null : await checkChange(ports, standing, { base: main, head: after }, options),
  });
}
