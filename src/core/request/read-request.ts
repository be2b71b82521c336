import { problem, type Place, type Problem } from "../problem/problem.ts";
import { fail, succeed, type Result } from "../problem/result.ts";
import { parseDuration } from "../time/duration.ts";
import { parseInstant } from "../time/parse-instant.ts";
import { readYaml, type YamlDocument } from "../yaml/read-yaml.ts";
import { validate } from "../yaml/validate.ts";
import { parseRequestId, requestPath } from "./request-path.ts";
import { requestSchema } from "./request-schema.ts";
import type { Request } from "./request.ts";

/** The most that a request file may hold: bytes. */
export const mostRequestBytes: number = 16 * 1024;

/** A request, and where each of its keys stood in the file. */
export interface ReadRequest {
  readonly request: Request;
  readonly placeOf: (key: string) => Place;
}

/** Reads one request file. Every problem at once, each with its line and column. */
export function readRequest(id: string, bytes: Uint8Array): Result<ReadRequest> {
  const path = requestPath(id);
  const parts = parseRequestId(id);
  if (parts === null) return fail([problem("REQUEST_PATH", { path }, { path })]);
  const document = readYaml(bytes, { path, maxBytes: mostRequestBytes, syntax: "REQUEST_SYNTAX" });
  if (!document.ok) return document;
  const valid = validate(requestSchema, document.value);
  if (!valid.ok) return valid;
  const file = valid.value;
  const placeOf = (key: string): Place => document.value.placeOf(`/${key}`);
  const problems = faultsOf(file, document.value);
  const seconds = parseDuration(file.duration);
  const start = file.start === undefined ? null : parseInstant(file.start);
  if (problems.length > 0 || seconds === null) return fail(problems);
  return succeed({
    placeOf,
    request: {
      id,
      resource: parts.resource,
      date: parts.date,
      subject: file.subject,
      role: file.role,
      seconds,
      reason: file.reason,
      ticket: file.ticket ?? null,
      start,
      extends: file.extends ?? null,
      emergency: file.emergency ?? false,
      publicKey: file.public_key ?? null,
    },
  });
}

interface File {
  readonly subject: string;
  readonly role: string;
  readonly duration: string;
  readonly start?: string;
  readonly extends?: string;
}

/** What no schema says: times that exist, lines that break only where they may, what excludes what. */
function faultsOf(file: File, document: YamlDocument): Problem[] {
  const problems: Problem[] = [];
  const invalid = (key: string, what: string, hint: string): void => {
    problems.push(problem("VALUE_INVALID", { key, what, hint }, document.placeOf(`/${key}`)));
  };
  if (parseDuration(file.duration) === null)
    invalid("duration", "is no length of time from 1 second to a year", "90m, 2h, 1d or PT2H.");
  if (file.start !== undefined && parseInstant(file.start) === null)
    invalid("start", "is no moment", "2026-11-23T09:00:00+01:00, with an offset.");
  if (file.extends !== undefined && parseRequestId(file.extends) === null)
    invalid("extends", "is no request's id", "payments/customers-db/2026-11-21-alice.");
  if (file.extends !== undefined && file.start !== undefined)
    invalid("start", "cannot stand beside extends", "leave start out: an extension begins where the other grant ends.");
  return problems;
}
