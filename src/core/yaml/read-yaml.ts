import type { Json } from "../json/value.ts";
import { problem, type Place, type Problem } from "../problem/problem.ts";
import { fail, succeed, type Result } from "../problem/result.ts";
import { decodeText } from "./decode-text.ts";
import type { Fault } from "./fault.ts";
import { lineStarts } from "./line-starts.ts";
import { locate } from "./locate.ts";
import { mostFaults, parseNodes } from "./parse-nodes.ts";
import { toValue } from "./to-value.ts";

/** A YAML file as JSON, which still knows where everything in it stood. */
export interface YamlDocument {
  readonly path: string;
  readonly value: Json;
  /** Where a JSON pointer's value stands, or its key. */
  readonly placeOf: (pointer: string, part?: "key" | "value") => Place;
}

/** How a file is to be read. */
export interface YamlTerms {
  readonly path: string;
  readonly maxBytes: number;
  /** The code of what is no plain YAML here. */
  readonly syntax: "REQUEST_SYNTAX" | "RULES_SYNTAX";
}

/**
 * Reads one document of YAML 1.2 (core schema) that every reader, person or program, old or new, takes for the
 * same: no aliases, tags, directives, duplicate keys or characters that cannot be seen.
 */
export function readYaml(bytes: Uint8Array, { path, maxBytes, syntax }: YamlTerms): Result<YamlDocument> {
  if (bytes.length > maxBytes) {
    return fail([problem("FILE_TOO_LARGE", { bytes: bytes.length, most: maxBytes }, { path })]);
  }
  const { text, fault } = decodeText(bytes);
  const tell = (faults: readonly Fault[]): Result<never> => fail(toProblems(faults, text, path, syntax));
  if (fault !== null) return tell([fault]);
  const nodes = parseNodes(text);
  if (nodes.faults.length > 0) return tell(nodes.faults);
  const { value, faults } = toValue(nodes.root);
  if (faults.length > 0) return tell(faults);
  let placeAt: ReturnType<typeof lineStarts> | null = null;
  const placeOf = (pointer: string, part: "key" | "value" = "value"): Place => {
    const offset = locate(nodes.root, pointer, part);
    placeAt ??= lineStarts(text);
    return offset === null ? { path } : { path, ...placeAt(offset) };
  };
  return succeed({ path, value, placeOf });
}

function toProblems(
  faults: readonly Fault[],
  text: string,
  path: string,
  code: "REQUEST_SYNTAX" | "RULES_SYNTAX",
): readonly Problem[] {
  const placeAt = lineStarts(text);
  return faults
    .slice(0, mostFaults)
    .map(({ what, offset }) => problem(code, { what }, offset === null ? { path } : { path, ...placeAt(offset) }));
}
