import { Ajv, type ValidateFunction } from "ajv";
import { canonical } from "../json/canonical.ts";
import type { Json } from "../json/value.ts";
import { problem } from "../problem/problem.ts";
import { fail, succeed, type Result } from "../problem/result.ts";
import { lineDigest } from "./statement-line.ts";
import { isStatementKind, statementSchemas, type StatementKind } from "./statement-schema.ts";
import type { SignedStatement, Statement } from "./statement.ts";

/** The most that a statement's file may hold: bytes. */
export const mostStatementBytes: number = 8 * 1024;

const begin = "-----BEGIN SSH SIGNATURE-----\n";
const end = "\n-----END SSH SIGNATURE-----\n";
const ajv = new Ajv({ strict: true });
const validators = new Map<StatementKind, ValidateFunction>();

/**
 * Reads a statement's file by the profile that everybody verifies by: line 1 is, byte for byte, the canonical form of
 * what it parses to, with exactly the keys of its kind; then one armour and nothing after it. Says nothing of whether
 * the signature is good.
 */
export function readStatement(path: string, bytes: Uint8Array): Result<SignedStatement> {
  const refuse = (what: string): Result<never> => fail([problem("STATEMENT_SYNTAX", { what }, { path })]);
  if (bytes.length > mostStatementBytes) return refuse(`it is longer than ${mostStatementBytes} bytes`);
  const text = decode(bytes);
  if (text === null) return refuse("it is not UTF-8");
  const newline = text.indexOf("\n");
  const line = text.slice(0, Math.max(newline, 0));
  const armour = text.slice(newline + 1);
  if (!isOneArmour(armour)) return refuse("what follows the first line is not one armoured SSH signature");
  const value = parse(line);
  if (value === undefined || canonical(value) !== line) return refuse("its first line is not canonical JSON");
  const kind = typeof value === "object" && value !== null && "do" in value ? value["do"] : undefined;
  if (!isStatementKind(kind)) return refuse("it does nothing that is known");
  if (!validatorOf(kind)(value)) return refuse(`it does not have exactly the keys of "${kind}"`);
  return succeed({ path, line, statement: value as unknown as Statement, armour, digest: lineDigest(line) });
}

function validatorOf(kind: StatementKind): ValidateFunction {
  const known = validators.get(kind) ?? ajv.compile(statementSchemas[kind]);
  validators.set(kind, known);
  return known;
}

function isOneArmour(text: string): boolean {
  return (
    text.startsWith(begin) &&
    text.endsWith(end) &&
    !text.slice(begin.length, -end.length).includes("-----") &&
    text.length >= begin.length + end.length
  );
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function parse(line: string): Json | undefined {
  try {
    return JSON.parse(line) as Json;
  } catch {
    return undefined;
  }
}
