import type { Failure } from "./protocol.ts";
import { BuiltinUnknown } from "./rules-instance.ts";

const outOfMemory = /opa_malloc|Memory\.grow|out of memory|Array buffer allocation/i;

/** The failure that a thrown thing is. */
export function toFailure(thrown: unknown, megabytes: number): Failure {
  if (thrown instanceof BuiltinUnknown) return { code: "POLICY_BUILTIN_UNKNOWN", facts: { builtin: thrown.builtin } };
  const text = textOf(thrown);
  if (outOfMemory.test(text)) return { code: "POLICY_TOO_BIG", facts: { megabytes } };
  return { code: "POLICY_FAILED", facts: { what: text } };
}

/** One line of text for anything that was thrown. */
export function textOf(thrown: unknown): string {
  const text =
    typeof thrown === "string"
      ? thrown
      : typeof thrown === "object" && thrown !== null && "message" in thrown
        ? String(thrown.message)
        : String(thrown);
  return text.replaceAll(/\s+/g, " ").trim().slice(0, 200);
}
