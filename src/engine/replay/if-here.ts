import { BrevetError } from "../../core/problem/brevet-error.ts";

/** What was read, or null where an object that it needs is not in this clone, as in a shallow one. */
export async function ifHere<Value>(reading: Promise<Value>): Promise<Value | null> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof BrevetError && error.code === "GIT_OBJECT_ABSENT") return null;
    throw error;
  }
}
