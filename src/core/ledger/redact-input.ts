import type { PolicyInput } from "../decision/input.ts";
import type { FrozenJson } from "../json/frozen-json.ts";

/**
 * A policy input as events record it: without free text and personal data, which stay in main's blobs. Replay takes
 * them from there, by the digests that the event names.
 */
export function redactInput(input: PolicyInput): FrozenJson<PolicyInput> {
  return {
    ...input,
    request: { ...input.request, reason: "", ticket: null },
    requester: { ...input.requester, manager: null, attributes: {} },
    subject: { ...input.subject, manager: null, attributes: {} },
    vendor: input.vendor === null ? null : { ...input.vendor, attributes: {} },
    resource: { ...input.resource, attributes: {} },
    role: { ...input.role, attributes: {} },
  };
}
