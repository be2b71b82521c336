import { describe, expect, it } from "vitest";
import { agree } from "../../../../src/core/time/agree.ts";
import { instant, type Instant } from "../../../../src/core/time/instant.ts";

const noon = Date.UTC(2026, 10, 23, 12);
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const at = (off: number): Instant => instant(noon + off);
const witness = (off: number): { of: string; at: Instant } => ({ of: "the witness", at: at(off) });

describe("clocks", () => {
  it.each([
    { name: "agree when nobody else answers", others: [], recorded: -hour, apart: null, ends: 0, records: 0 },
    { name: "agree to a minute", others: [witness(minute)], recorded: 0, apart: null, ends: 0, records: 0 },
    {
      name: "a minute and a bit apart",
      others: [witness(minute + 1)],
      recorded: 0,
      apart: 60,
      ends: minute + 1,
      records: 0,
    },
    {
      name: "a minute and a bit behind",
      others: [witness(-minute - 1)],
      recorded: 0,
      apart: 60,
      ends: 0,
      records: -minute - 1,
    },
    {
      name: "S66 a day slow: ends go by the other",
      others: [witness(day)],
      recorded: 0,
      apart: 86_400,
      ends: day,
      records: 0,
    },
    {
      name: "S66 a day fast: records go by the other",
      others: [witness(-day)],
      recorded: 0,
      apart: 86_400,
      ends: 0,
      records: -day,
    },
    {
      name: "S85 a witness in another year ends nothing",
      others: [witness(400 * day)],
      recorded: 0,
      apart: 400 * 86_400,
      ends: 0,
      records: 0,
    },
    {
      name: "at most 25 hours ahead",
      others: [witness(25 * hour)],
      recorded: 0,
      apart: 90_000,
      ends: 25 * hour,
      records: 0,
    },
    {
      name: "not a millisecond more",
      others: [witness(25 * hour + 1)],
      recorded: 0,
      apart: 90_000,
      ends: 0,
      records: 0,
    },
    {
      name: "a dead clock beside a witness that the history supports",
      others: [witness(400 * day)],
      recorded: 399.5 * day,
      apart: 400 * 86_400,
      ends: 400 * day,
      records: 0,
    },
    {
      name: "S85 an event written ahead counts for nothing where a witness vouches",
      others: [witness(0)],
      recorded: 20 * hour,
      apart: null,
      ends: 0,
      records: 0,
    },
    {
      name: "the worst of several is told",
      others: [witness(2 * minute), { of: "the forge", at: at(-hour) }],
      recorded: 0,
      apart: 3600,
      ends: 2 * minute,
      records: -hour,
    },
  ])("$name", ({ others, recorded, apart, ends, records }) => {
    const found = agree(at(0), others, at(recorded));
    expect([found.apart?.seconds ?? null, found.forEnds, found.forRecords]).toEqual([apart, ends, records]);
    expect(found.behind).toBe(false);
  });

  it.each([
    { name: "a minute", recorded: minute, behind: false, ends: 0 },
    {
      name: "more than a minute: behind, and ends go by the history",
      recorded: minute + 1,
      behind: true,
      ends: minute + 1,
    },
    { name: "S85 a year: behind, and ends nothing", recorded: 365 * day, behind: true, ends: 0 },
  ])("where nobody else answers, a history that ends later by $name", ({ recorded, behind, ends }) => {
    expect(agree(at(0), [], at(recorded))).toEqual({ apart: null, behind, forEnds: ends, forRecords: 0 });
  });
});
