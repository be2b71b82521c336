import type { ValidateFunction } from "ajv";
import { canonical } from "../json/canonical.ts";
import { compiled } from "../json/compiled.ts";
import type { Json } from "../json/value.ts";
import { problem } from "../problem/problem.ts";
import { fail, succeed, type Result } from "../problem/result.ts";
import { parseInstant } from "../time/parse-instant.ts";
import { decodeText } from "../yaml/decode-text.ts";
import { lineDigest } from "./statement-line.ts";
import { isStatementKind, statementSchemas, type StatementKind } from "./statement-schema.ts";
import type { SignedStatement, Statement } from "./statement.ts";

/** The most that a statement's file may hold: bytes. */
export const mostStatementBytes: number = 8 * 1024;

const oneArmour = /^-----BEGIN SSH SIGNATURE-----\n(?:[A-Za-z0-9+/=]{1,76}\n)+-----END SSH SIGNATURE-----\n$/;
const validators = new Map<StatementKind, ValidateFunction>();

/**
 * Reads a statement's file by the profile that everybody verifies by: line 1 is, byte for byte, the canonical form of
 * what it parses to, with exactly the keys of its kind; then one armour and nothing after it. Says nothing of whether
 * the signature is good.
 */
export function readStatement(path: string, bytes: Uint8Array): Result<SignedStatement> {
  const refuse = (what: string): Result<never> => fail([problem("STATEMENT_SYNTAX", { what }, { path })]);
  if (bytes.length > mostStatementBytes) return refuse(`it is longer than ${mostStatementBytes} bytes`);
  const { text, fault } = decodeText(bytes);
  if (fault !== null) return refuse(fault.what);
  const newline = text.indexOf("\n");
  const line = text.slice(0, Math.max(newline, 0));
  const armour = text.slice(newline + 1);
  if (!oneArmour.test(armour)) return refuse("what follows the first line is not one armoured SSH signature");
  const value = parseCanonical(line);
  if (value === undefined) return refuse("its first line is not canonical JSON");
  const kind = typeof value === "object" && value !== null && "do" in value ? value["do"] : undefined;
  if (!isStatementKind(kind)) return refuse("it does nothing that is known");
  if (!validatorOf(kind)(value)) return refuse(`it does not have exactly the keys of "${kind}"`);
  const statement = value as unknown as Statement;
  const what = contentFault(statement);
  return what === null ? succeed({ path, line, statement, armour, digest: lineDigest(line) }) : refuse(what);
}

function validatorOf(kind: StatementKind): ValidateFunction {
  const known = validators.get(kind) ?? compiled("first", statementSchemas[kind]);
  validators.set(kind, known);
  return known;
}

/** Times that exist, and reasons that say something: what no schema tells. */
function contentFault(statement: Statement): string | null {
  if (parseInstant(statement.at) === null) return "its time does not exist";
  const isBlank = "reason" in statement && statement.reason.trim().length < 10;
  return isBlank ? "its reason has fewer than 10 characters" : null;
}

/** What a line says, if it is, byte for byte, how that is written: no key twice, no space, no other spelling. */
function parseCanonical(line: string): Json | undefined {
  try {
    const value = JSON.parse(line) as Json;
    return canonical(value) === line ? value : undefined;
  } catch {
    return undefined; // no JSON, or what JSON cannot say: an infinite number, half a character
  }
}
