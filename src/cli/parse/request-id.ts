import { brevetError } from "../../core/problem/brevet-error.ts";
import { requestIdOf } from "../../core/request/request-path.ts";

/** The request that an argument names: by its id, or by its file's path. */
export function requestIdArgument(value: string): string {
  const path = value.startsWith("requests/") ? value : `requests/${value}.yaml`;
  const id = requestIdOf(path);
  if (id === null) {
    const form = "namespace/resource/2026-11-22-name, or requests/….yaml";
    throw brevetError("ARGUMENT_INVALID", { what: "request", value, form });
  }
  return id;
}
