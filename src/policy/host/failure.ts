import type { Failure } from "./protocol.ts";

const unknownBuiltin = /^not implemented: built-in function \d+: (?<name>\S+)$/;
const outOfMemory = /opa_malloc|Memory\.grow|out of memory|Array buffer allocation/i;

/** The failure that a thrown thing is: opa-wasm throws text, plain objects and errors. */
export function toFailure(thrown: unknown, megabytes: number): Failure {
  const text = textOf(thrown);
  const builtin = unknownBuiltin.exec(text)?.groups?.["name"];
  if (builtin !== undefined) return { code: "POLICY_BUILTIN_UNKNOWN", facts: { builtin } };
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
