import { policyInputSchema } from "../../core/decision/input.ts";
import { problem } from "../../core/problem/problem.ts";
import { fail, succeed, type Result } from "../../core/problem/result.ts";
import type { PolicyFiles } from "../../ports/policy.ts";
import { capabilitiesPath } from "../lock/policy-lock.ts";
import { pick } from "../lock/sources.ts";
import { alternatives } from "./alternatives.ts";
import { dataSchemas } from "./data-schemas.ts";
import type { Question } from "./question.ts";

/** What rules may read of `data`: each other, what the organisation wrote, and in its own rules its own data. */
const dataRoots = ["brevet", "org", "own"];

/** What every question about these files says: those that fit, and what they may use and read. */
export function asked(
  files: PolicyFiles,
  fits: (path: string) => boolean,
): Result<Omit<Question, "commands"> & { readonly capabilities: unknown }> {
  const capabilities = files.get(capabilitiesPath);
  const place = { path: `policies/${capabilitiesPath}` };
  if (capabilities === undefined) return fail([problem("CAPABILITIES_MISSING", {}, place)]);
  try {
    return succeed({
      files: toText(pick(files, fits)),
      capabilities: JSON.parse(new TextDecoder().decode(capabilities)) as unknown,
      input_schema: alternatives(policyInputSchema),
      data_schemas: dataSchemas(files),
      data_roots: dataRoots,
    });
  } catch {
    return fail([problem("POLICY_SOURCE_WRONG", { what: "This is no JSON in UTF-8" }, place)]);
  }
}

/** Files as text. Bytes that are none are marked, and so refused where they stand. */
export function toText(files: PolicyFiles): { readonly [path: string]: string } {
  return Object.fromEntries([...files].map(([path, bytes]) => [path, new TextDecoder().decode(bytes)]));
}
