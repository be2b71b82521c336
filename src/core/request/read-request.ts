import { problem, type Place, type Problem } from "../problem/problem.ts";
import { fail, succeed, type Result } from "../problem/result.ts";
import { parseDate, type CalendarDate } from "../time/date.ts";
import { formatDuration, longestDuration, parseDuration } from "../time/duration.ts";
import type { Instant } from "../time/instant.ts";
import { parseInstant } from "../time/parse-instant.ts";
import { readYaml } from "../yaml/read-yaml.ts";
import { inOrder, validate } from "../yaml/validate.ts";
import { keyForm } from "./key-form.ts";
import { parseRequestId, requestPath } from "./request-path.ts";
import { requestSchema, type RequestFile } from "./request-schema.ts";
import type { Request } from "./request.ts";

/** A request, and where each of its keys stood in the file. */
export interface ReadRequest {
  readonly request: Request;
  /** Where the value of a key stands; the file's first key where it has none of that name. */
  readonly placeOf: (key: string) => Place;
}

/** The most that a request file may hold: bytes. */
export const mostRequestBytes: number = 16 * 1024;

const day = 86_400_000;

/** Reads one request file. What it says stands by itself: nothing is looked up, and no name is resolved. */
export function readRequest(id: string, bytes: Uint8Array): Result<ReadRequest> {
  const path = requestPath(id);
  const name = parseRequestId(id);
  if (name === null) return fail([problem("REQUEST_PATH", { path }, { path })]);
  const document = readYaml(bytes, { path, maxBytes: mostRequestBytes, syntax: "REQUEST_SYNTAX" });
  if (!document.ok) return document;
  const file = validate(requestSchema, document.value);
  if (!file.ok) return file;
  const placeOf = (key: string): Place => document.value.placeOf(`/${key}`);
  const seconds = parseDuration(file.value.duration);
  const start = file.value.start === undefined ? null : parseInstant(file.value.start);
  const problems = check(file.value, { id, date: name.date, seconds, start }, placeOf);
  if (problems.length > 0 || seconds === null) return fail(inOrder(problems));
  const request: Request = {
    id,
    resource: name.resource,
    date: name.date,
    subject: file.value.subject,
    role: file.value.role,
    seconds,
    reason: file.value.reason,
    ticket: file.value.ticket ?? null,
    start,
    extends: file.value.extends ?? null,
    emergency: file.value.emergency ?? false,
    publicKey: file.value.public_key ?? null,
  };
  return succeed({ request, placeOf });
}

function check(
  file: RequestFile,
  read: {
    readonly id: string;
    readonly date: CalendarDate;
    readonly seconds: number | null;
    readonly start: Instant | null;
  },
  placeOf: (key: string) => Place,
): readonly Problem[] {
  const problems: Problem[] = [];
  if (read.seconds === null) {
    const params = { key: "duration", text: file.duration, most: formatDuration(longestDuration) };
    problems.push(problem("DURATION_INVALID", params, placeOf("duration")));
  }
  if (file.reason.trim().length < 10) {
    const what = "has fewer than 10 characters";
    problems.push(problem("VALUE_INVALID", { key: "reason", what, hint: null }, placeOf("reason")));
  }
  if (file.start !== undefined) problems.push(...checkStart(file, read, placeOf("start")));
  if (file.extends !== undefined && (file.extends === read.id || parseRequestId(file.extends) === null)) {
    problems.push(problem("EXTENSION_INVALID", { extends: file.extends }, placeOf("extends")));
  }
  if (file.public_key !== undefined && keyForm(file.public_key) === null) {
    const what = "it is no SSH, SPKI or age key";
    problems.push(problem("PUBLIC_KEY_UNFIT", { what }, placeOf("public_key")));
  }
  return problems;
}

/** A start is given in whole seconds, within 31 days of the day the request was written (a day more for time zones). */
function checkStart(
  file: RequestFile,
  { date, start }: { readonly date: CalendarDate; readonly start: Instant | null },
  place: Place,
): readonly Problem[] {
  const text = file.start ?? "";
  if (start === null || start % 1000 !== 0) return [problem("INSTANT_INVALID", { key: "start", text }, place)];
  if (file.extends !== undefined) return [problem("EXTENSION_STARTS", {}, place)];
  const ahead = start - (parseDate(date) ?? 0);
  return ahead >= -day && ahead <= 33 * day ? [] : [problem("START_OUT_OF_REACH", { text, date }, place)];
}
