import { useCodes } from "../core/problem/codes/use.ts";
import type { Code } from "../core/problem/catalogue.ts";

/** How a command ends, as formats.md says. */
export const exitCode = { agreed: 0, refused: 1, wrongUse: 2, outside: 3, internal: 4 } as const;
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** Codes that say that the outside failed: trying again is safe and may help. */
const outside: ReadonlySet<string> = new Set<Code>([
  "GIT_REMOTE_FAILED",
  "GIT_PUSH_REFUSED",
  "LEDGER_BUSY",
  "NOTICE_NOT_TAKEN",
  "TARGET_UNREACHABLE",
  "WITNESS_UNREACHABLE",
  "BRANCH_MOVED",
  "ORDER_WAITS",
  "FORGE_FAILED",
  "FORGE_UNSURE",
  "REQUEST_DEFERRED",
]);

/** How a command ends that met a problem of that code. */
export function exitCodeOf(code: string): ExitCode {
  if (Object.hasOwn(useCodes, code)) return exitCode.wrongUse;
  return outside.has(code) ? exitCode.outside : exitCode.refused;
}
