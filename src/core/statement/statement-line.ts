import { canonical } from "../json/canonical.ts";
import { digestBytes, type Digest } from "../json/digest.ts";
import type { Json } from "../json/value.ts";
import type { Statement } from "./statement.ts";

/** What is signed: the statement's canonical JSON, one line without its end. */
export function statementLine(statement: Statement): string {
  return canonical(statement as unknown as Json);
}

/** A statement's name for ever: the digest of its line. */
export function lineDigest(line: string): Digest {
  return digestBytes(line);
}

/** A statement's file: the line, then the armoured signature over it. */
export function statementFile(line: string, armour: string): string {
  return `${line}\n${armour.trimEnd()}\n`;
}
