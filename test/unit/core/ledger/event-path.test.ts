import { describe, expect, it } from "vitest";
import { eventFolder, eventPath } from "../../../../src/core/ledger/event-path.ts";

describe("eventPath", () => {
  it.each([
    { seq: 1, path: "events/000/00/00/000000001-activated.json" },
    { seq: 7, path: "events/000/00/00/000000007-activated.json" },
    { seq: 99, path: "events/000/00/00/000000099-activated.json" },
    { seq: 100, path: "events/000/00/01/000000100-activated.json" },
    { seq: 9_999, path: "events/000/00/99/000009999-activated.json" },
    { seq: 10_000, path: "events/000/01/00/000010000-activated.json" },
    { seq: 250_000, path: "events/000/25/00/000250000-activated.json" },
    { seq: 1_234_567, path: "events/001/23/45/001234567-activated.json" },
    { seq: 999_999_999, path: "events/999/99/99/999999999-activated.json" },
  ])("puts event $seq at $path", ({ seq, path }) => {
    expect(eventPath(seq, "activated")).toBe(path);
    expect(path.startsWith(`${eventFolder(seq)}/`)).toBe(true);
  });

  it.each([0, -1, 1.5, 1_000_000_000, Number.NaN])("has no place for %d", (seq) => {
    expect(() => eventPath(seq, "activated")).toThrow(RangeError);
    expect(() => eventFolder(seq)).toThrow(`not a sequence: ${seq}`);
  });

  it("never puts more than 100 entries into a folder below the first", () => {
    const folders = new Map<string, Set<string>>();
    for (let seq = 1; seq <= 30_000; seq += 1) {
      const parts = eventPath(seq, "admitted").split("/");
      for (let depth = 2; depth < parts.length; depth += 1) {
        const folder = parts.slice(0, depth).join("/");
        folders.set(folder, (folders.get(folder) ?? new Set()).add(parts[depth]!));
      }
    }
    expect(Math.max(...[...folders.values()].map(({ size }) => size))).toBe(100);
  });
});
