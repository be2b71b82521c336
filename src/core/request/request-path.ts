import { parseDate } from "../time/date.ts";

const form =
  /^(?<namespace>[a-z0-9][a-z0-9-]{0,62})\/(?<resource>[a-z0-9][a-z0-9-]{0,62})\/(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})-[a-z0-9][a-z0-9-]{0,62}$/;

/** What an id says: the resource it is about and the day it was written. */
export interface RequestIdParts {
  /** `namespace/resource`. */
  readonly resource: string;
  readonly date: string;
}

/** The parts of a request's id, or null where it is none: wrong characters, or a day that does not exist. */
export function parseRequestId(id: string): RequestIdParts | null {
  const groups = form.exec(id)?.groups;
  if (groups === undefined || parseDate(groups["date"] ?? "") === null) return null;
  return { resource: `${groups["namespace"] ?? ""}/${groups["resource"] ?? ""}`, date: groups["date"] ?? "" };
}

/** The id that a path below `requests/` gives, or null where it is no request's path. */
export function requestIdOf(path: string): string | null {
  if (!path.startsWith("requests/") || !path.endsWith(".yaml")) return null;
  const id = path.slice("requests/".length, -".yaml".length);
  return parseRequestId(id) === null ? null : id;
}

/** Where the file of a request is. */
export function requestPath(id: string): string {
  return `requests/${id}.yaml`;
}
