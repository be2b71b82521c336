import { problem } from "../../core/problem/problem.ts";
import { fail, succeed, type Result } from "../../core/problem/result.ts";
import type { StatementMade } from "../../core/report/people.ts";
import type { CheckReport } from "../../core/report/report.ts";
import { effectDigest, requestDigest } from "../../core/request/digests.ts";
import { readRequest } from "../../core/request/read-request.ts";
import { resolveRequest } from "../../core/request/resolve-request.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import { peopleNamed } from "../change/contributors.ts";
import { checkChange } from "../check-change.ts";
import type { Standing } from "../person/standing.ts";
import { whoSigns } from "../person/who-signs.ts";
import type { OpenRequest } from "../request/find-request.ts";
import type { Confirm } from "./confirm.ts";
import { makeStatement } from "./make-statement.ts";
import { placeStatement } from "./place-statement.ts";
import type { Signing, StatementPorts } from "./statement-ports.ts";

/**
 * Signs that a person agrees to a request with exactly the effect that the rules in force give it: never those of the
 * work tree. Who asked, gets the access or wrote the file is told so instead, because that could never count.
 */
export async function approve(
  ports: StatementPorts,
  standing: Standing,
  request: OpenRequest,
  signing: Signing,
  confirm: Confirm,
  options: CallOptions,
): Promise<Result<StatementMade>> {
  const { rules, view, main } = standing;
  const bound = await bindings(ports, standing, request, options);
  if (!bound.ok) return bound;
  const signer = await whoSigns(ports, rules.catalog, signing.keyFile, options);
  if (!signer.ok) return signer;
  const { person } = signer.value;
  const check = await checkChange(ports, standing, { base: main, head: request.head }, options);
  if (await isExcluded(ports, standing, request, person, check, options)) {
    return fail([problem("SEAT_EXCLUDED", { person, id: request.id })]);
  }
  await confirm({ do: "approve", signer: signer.value, check, paths: [] });
  const made = await makeStatement(
    ports,
    { do: "approve", request: request.id, ...bound.value },
    { signer: signer.value, repository: rules.config.repositoryId, tip: view.tip },
    options,
  );
  if (!made.ok) return made;
  const message = `Approve ${request.id}\n\nSigned by ${person}.\n`;
  const placed = await placeStatement(ports, made.value, { ...request, message, commit: signing.commit }, options);
  if (!placed.ok) return placed;
  const after = placed.value.commit;
  return succeed({
    ok: true,
    do: "approve",
    by: person,
    key: signer.value.fingerprint,
    path: made.value.path,
    digest: made.value.digest,
    ...placed.value,
    check: after === null ? null : await checkChange(ports, standing, { base: main, head: after }, options),
  });
}

/** What an approval binds to: the request's meaning and its effect, both worked out afresh. */
async function bindings(
  ports: StatementPorts,
  { rules }: Standing,
  { id, path, head }: OpenRequest,
  options: CallOptions,
): Promise<
  Result<{ readonly digest: ReturnType<typeof requestDigest>; readonly effect: ReturnType<typeof effectDigest> }>
> {
  const bytes = (await ports.git.read(head, [path], options)).get(path)?.bytes ?? new Uint8Array();
  const read = readRequest(id, bytes);
  if (!read.ok) return fail(read.problems.map((each) => ({ ...each, path })));
  const resolved = resolveRequest(read.value, rules.catalog, rules.config, ports.kinds);
  if (!resolved.ok) return fail(resolved.problems.map((each) => ({ ...each, path })));
  const digest = requestDigest(read.value.request, rules.config.repositoryId);
  return succeed({ digest, effect: effectDigest(resolved.value.effect, digest) });
}

async function isExcluded(
  ports: StatementPorts,
  { rules, main }: Standing,
  { id, path, head }: OpenRequest,
  person: string,
  check: CheckReport,
  options: CallOptions,
): Promise<boolean> {
  const report = check.requests.find((each) => each.id === id);
  if (person === report?.subject || person === report?.requester) return true;
  const { contributors } = await ports.forge.propose(main, head, options);
  return peopleNamed(contributors.get(path) ?? [], rules.catalog).has(person);
}
