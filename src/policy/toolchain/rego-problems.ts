import { problem, type Problem } from "../../core/problem/problem.ts";

interface RegoError {
  readonly message: string;
  readonly code: string;
  readonly location?: { readonly file: string; readonly row: number; readonly col: number };
  readonly details?: { readonly oneOf?: readonly string[] };
}

/** What `opa check --format json` found, each at its line. */
export function toRegoProblems(json: string): readonly Problem[] {
  const { errors } = JSON.parse(json) as { errors: readonly RegoError[] };
  return errors.map(({ message, location, details }) => {
    const fields = details?.oneOf === undefined ? "" : `; there are ${details.oneOf.join(", ")}`;
    return problem("POLICY_SOURCE_WRONG", { what: `${message.replaceAll(/\s+/g, " ").trim()}${fields}` }, at(location));
  });
}

function at(location: RegoError["location"]): { path?: string; line?: number; column?: number } {
  if (location === undefined || location.file === "") return {};
  const { file, row, col } = location;
  return { path: `policies/${file}`, line: row, ...(col > 0 ? { column: col } : {}) };
}
