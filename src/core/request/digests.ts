import { digestJson, type Digest } from "../json/digest.ts";
import { epochSeconds } from "../time/instant.ts";
import type { Effect } from "./effect.ts";
import type { Request } from "./request.ts";

/** What approvals of a request bind to: its whole meaning, and nothing of how it is written (formats.md: Digests). */
export function requestDigest(request: Request, repository: string): Digest {
  return digestJson({
    v: 1,
    repository,
    id: request.id,
    subject: request.subject,
    role: request.role,
    seconds: request.seconds,
    reason: request.reason,
    ticket: request.ticket,
    start: request.start === null ? null : epochSeconds(request.start),
    extends: request.extends,
    emergency: request.emergency,
    public_key: request.publicKey,
  });
}

/** What approvals of an effect bind to: the request, and everything that it would really do. */
export function effectDigest(effect: Effect, request: Digest): Digest {
  const { target, kind, identity, principal, rights } = effect;
  return digestJson({ v: 1, request, target, kind, identity, principal, rights });
}
