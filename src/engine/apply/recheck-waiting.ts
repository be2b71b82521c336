import type { EndedBecause, Grant } from "../../core/grant/grant.ts";
import { canonical } from "../../core/json/canonical.ts";
import { effectDigest, requestDigest } from "../../core/request/digests.ts";
import { readRequest } from "../../core/request/read-request.ts";
import { requestPath } from "../../core/request/request-path.ts";
import { resolveRequest } from "../../core/request/resolve-request.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import { walkedCommit } from "../change/walked-commit.ts";
import type { JudgePorts } from "../engine-ports.ts";
import { isStillAllowed, type Again } from "./judge-again.ts";

/**
 * Looks once more at a grant that has not started: what main holds must be what was admitted, brought by a proved
 * change on the first-parent line, and must still mean what people agreed to; where it was admitted for a later time,
 * the rules of now must allow it too. Else the reason to end it.
 */
export async function recheckWaiting(
  ports: JudgePorts,
  by: Again & { readonly main: string },
  grant: Grant,
  options: CallOptions,
): Promise<EndedBecause | null> {
  if (!(await ports.git.onFirstParentLine(grant.main, by.main, options))) return "denied";
  const proof = await ports.forge.prove(await walkedCommit(ports.git, grant.main, options), options);
  if (!proof.ok) return "denied";
  const path = requestPath(grant.id);
  const bytes = (await ports.git.read(grant.main, [path], options)).get(path)?.bytes;
  const read = bytes === undefined ? null : readRequest(grant.id, bytes);
  if (read?.ok !== true) return "denied";
  const digest = requestDigest(read.value.request, by.rules.config.repositoryId);
  if (digest !== grant.requestDigest || effectDigest(grant.effect, digest) !== grant.effectDigest) return "denied";
  const resolved = resolveRequest(read.value, by.rules.catalog, by.rules.config, ports.kinds);
  if (!resolved.ok) return "effect";
  if (canonical({ ...resolved.value.effect }) !== canonical({ ...grant.effect })) return "effect";
  const asked = { request: read.value.request, resolved: resolved.value };
  return (await isStillAllowed(ports, by, grant, asked, options)) ? null : "denied";
}
