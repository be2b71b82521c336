import { describe, expect, it } from "vitest";
import { parseRequestId, requestIdOf, requestPath } from "../../../../src/core/request/request-path.ts";

describe("requestIdOf", () => {
  it("finds the id in the path, and the path of the id", () => {
    const id = "payments/customers-db/2026-11-22-alice";
    expect(requestIdOf(`requests/${id}.yaml`)).toBe(id);
    expect(requestPath(id)).toBe(`requests/${id}.yaml`);
    expect(parseRequestId(id)).toEqual({ resource: "payments/customers-db", date: "2026-11-22" });
  });

  it.each([
    { name: "a parent folder", path: "requests/../policies/2026-11-22-a.yaml" },
    { name: "a parent folder by escape", path: "requests/%2e%2e/b/2026-11-22-a.yaml" },
    { name: "a leading hyphen", path: "requests/-a/b/2026-11-22-a.yaml" },
    { name: "a line feed", path: "requests/a/b/2026-11-22-a.yaml\n" },
    { name: "a line feed inside", path: "requests/a\n/b/2026-11-22-a.yaml" },
    { name: "upper case", path: "requests/a/B/2026-11-22-a.yaml" },
    { name: "another ending", path: "requests/a/b/2026-11-22-a.yml" },
    { name: "an ending in capitals", path: "requests/a/b/2026-11-22-a.YAML" },
    { name: "a composed letter", path: "requests/caf\u00e9/b/2026-11-22-a.yaml" },
    { name: "a decomposed letter", path: "requests/cafe\u0301/b/2026-11-22-a.yaml" },
    { name: "text turned around", path: "requests/a/b/2026-11-22-\u202ea.yaml" },
    { name: "another folder", path: "Requests/a/b/2026-11-22-a.yaml" },
    { name: "a folder too few", path: "requests/b/2026-11-22-a.yaml" },
    { name: "a folder too many", path: "requests/a/b/c/2026-11-22-a.yaml" },
    { name: "an empty folder", path: "requests/a//2026-11-22-a.yaml" },
    { name: "a dot folder", path: "requests/./b/2026-11-22-a.yaml" },
    { name: "no name", path: "requests/a/b/2026-11-22-.yaml" },
    { name: "no day", path: "requests/a/b/alice.yaml" },
    { name: "a day that does not exist", path: "requests/a/b/2026-02-30-a.yaml" },
    { name: "attributes of git", path: "requests/a/b/.gitattributes" },
    { name: "a name of 64 letters", path: `requests/a/b/2026-11-22-${"a".repeat(64)}.yaml` },
    { name: "NUL", path: "requests/a/b/2026-11-22-a\0.yaml" },
    { name: "a backslash", path: "requests\\a\\b\\2026-11-22-a.yaml" },
  ])("S02 refuses $name", ({ path }) => {
    expect(requestIdOf(path)).toBeNull();
  });
});
