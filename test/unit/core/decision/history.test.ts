import { describe, expect, it } from "vitest";
import { toHistory } from "../../../../src/core/decision/history.ts";
import type { Asked, Memory } from "../../../../src/core/decision/history.ts";
import { after, epochSeconds, instant } from "../../../../src/core/time/instant.ts";

const noon = instant(1_795_348_800_000);
const at = epochSeconds(noon);
const minute = 60;
const hour = 3_600;
const day = 86_400;
const entitlement = "payments/customers-db:read-only";
const other = "payments/customers-db:admin";

const asked: Asked = {
  id: "payments/customers-db/2026-11-22-alice",
  subject: "alice",
  entitlement,
  lease: { from: noon, until: after(noon, 2 * hour) },
  requester: "alice",
  timezone: "Europe/Berlin",
  colleagues: new Set(),
};

type Grant = Memory["grants"][string];
type Past = Memory["past"][number];

/** A grant of alice on the same entitlement that ends in an hour; times in seconds from now. */
function live(more: Partial<Omit<Grant, "lease">> & { from?: number; until?: number } = {}): Grant {
  const { from = -hour, until = hour, ...rest } = more;
  const lease = { from: after(noon, from), until: after(noon, until) };
  return { id: "live", subject: "alice", entitlement, state: "active", lease, ...rest };
}

/** A request of alice admitted an hour ago, whose lease is over; times in seconds from now. */
function past(more: Partial<Past> = {}): Past {
  const { at: when = -hour, from = -hour, until = -minute, ...rest } = more;
  return {
    id: "past",
    subject: "alice",
    entitlement,
    outcome: "admitted",
    requester: "alice",
    emergency: false,
    approvers: [],
    at: at + when,
    from: from === null ? null : at + from,
    until: until === null ? null : at + until,
    ...rest,
  };
}

function history(
  memory: { grants?: Grant[]; past?: Past[]; reviews?: Memory["reviews"] },
  more: Partial<Asked> = {},
): ReturnType<typeof toHistory> {
  const grants = Object.fromEntries((memory.grants ?? []).map((grant) => [grant.id, grant]));
  return toHistory({ grants, past: memory.past ?? [], reviews: memory.reviews ?? {} }, { ...asked, ...more }, noon);
}

it("nothing is known of who never asked", () => {
  expect(history({})).toEqual({
    overlapping: [],
    same_active: 0,
    requests_1h: 0,
    requests_24h: 0,
    requests_30d: 0,
    grants_24h: 0,
    grants_30d: 0,
    first_in_31d: true,
    resources_24h: 1,
    unused_30d: 0,
    emergencies_30d: 0,
    seconds_30d: 7200,
    hours: { known: 0, near: 0 },
    vendor: { requests_24h: 0, requests_30d: 0, grants_24h: 0, grants_30d: 0 },
    resource: { requests_24h: 0, requests_30d: 0, grants_24h: 0, grants_30d: 0 },
    approved_for: [],
    overdue_reviews: 0,
    minutes_since_last: null,
  });
});

describe("S61 overlapping grants", () => {
  it.each([
    { name: "are those that still run when the lease begins", grant: live({ until: 1 }), overlaps: true },
    { name: "are not those that end as it begins", grant: live({ until: 0 }), overlaps: false },
    {
      name: "are those that begin before it ends",
      grant: live({ from: 2 * hour - 1, until: 9 * hour }),
      overlaps: true,
    },
    { name: "are not those that begin as it ends", grant: live({ from: 2 * hour, until: 9 * hour }), overlaps: false },
    { name: "are those on anything else too", grant: live({ entitlement: other }), overlaps: true },
    { name: "are those that wait", grant: live({ state: "waiting" }), overlaps: true },
    { name: "are those whose end failed", grant: live({ state: "end_failed" }), overlaps: true },
    { name: "are not those that have ended", grant: live({ state: "ended" }), overlaps: false },
    { name: "are not anybody else's", grant: live({ subject: "bob" }), overlaps: false },
    { name: "are never the request itself", grant: live({ id: asked.id }), overlaps: false },
  ])("$name", ({ grant, overlaps }) => {
    expect(history({ grants: [grant] }).overlapping.map(({ grant: id }) => id)).toEqual(overlaps ? [grant.id] : []);
  });

  it("are told in order, with what and when", () => {
    const grants = [live({ id: "b" }), live({ id: "c" }), live({ id: "a", entitlement: other })];
    expect(history({ grants }).overlapping).toEqual([
      { grant: "a", entitlement: other, from: at - hour, until: at + hour },
      { grant: "b", entitlement, from: at - hour, until: at + hour },
      { grant: "c", entitlement, from: at - hour, until: at + hour },
    ]);
  });
});

describe("active grants on the same", () => {
  it.each([
    { name: "count from the moment that they begin", grant: live({ from: 0 }), count: 1 },
    { name: "do not count before it", grant: live({ from: 1 }), count: 0 },
    { name: "do not count on something else", grant: live({ entitlement: other }), count: 0 },
    { name: "do not count once ended", grant: live({ state: "ended" }), count: 0 },
  ])("$name", ({ grant, count }) => {
    expect(history({ grants: [grant] }).same_active).toBe(count);
  });
});

describe("what was asked before", () => {
  it.each([
    { name: "counts as a request for a day", entry: past({ at: -day + 1 }), requests: 1, grants: 1 },
    { name: "does not after it", entry: past({ at: -day }), requests: 0, grants: 1 },
    { name: "counts as a grant for thirty days", entry: past({ at: -30 * day + 1 }), requests: 0, grants: 1 },
    { name: "does not after them", entry: past({ at: -30 * day }), requests: 0, grants: 0 },
    { name: "counts when refused, but not as a grant", entry: past({ outcome: "refused" }), requests: 1, grants: 0 },
    { name: "counts on anything", entry: past({ entitlement: other }), requests: 1, grants: 1 },
    { name: "does not count for others", entry: past({ subject: "bob" }), requests: 0, grants: 0 },
    { name: "is never the request itself", entry: past({ id: asked.id }), requests: 0, grants: 0 },
  ])("$name", ({ entry, requests, grants }) => {
    expect(history({ past: [entry] })).toMatchObject({ requests_24h: requests, grants_30d: grants });
  });
});

describe("the first time in 31 days", () => {
  it.each([
    { name: "is not it while one is live", memory: { grants: [live()] }, first: false },
    { name: "is it beside one on something else", memory: { grants: [live({ entitlement: other })] }, first: true },
    {
      name: "is not it a second before 31 days since the end",
      memory: { past: [past({ at: -40 * day, until: -31 * day + 1 })] },
      first: false,
    },
    {
      name: "is it 31 days after the end",
      memory: { past: [past({ at: -40 * day, until: -31 * day })] },
      first: true,
    },
    {
      name: "is not it a second before 31 days since the admission, where the end is unknown",
      memory: { past: [past({ at: -31 * day + 1, until: null })] },
      first: false,
    },
    {
      name: "is it 31 days after the admission, where the end is unknown",
      memory: { past: [past({ at: -31 * day, until: null })] },
      first: true,
    },
    { name: "is it after a refusal", memory: { past: [past({ outcome: "refused" })] }, first: true },
    { name: "is it after one on something else", memory: { past: [past({ entitlement: other })] }, first: true },
    { name: "is it after somebody else's", memory: { past: [past({ subject: "bob" })] }, first: true },
  ])("$name", ({ memory, first }) => {
    expect(history(memory).first_in_31d).toBe(first);
  });
});

describe("minutes since the last one ended", () => {
  it.each([
    { name: "are whole", memory: { past: [past({ until: -119 })] }, minutes: 1 },
    { name: "are none at the end itself", memory: { past: [past({ until: 0 })] }, minutes: 0 },
    {
      name: "are since the latest end",
      memory: {
        past: [past({ id: "a", until: -hour }), past({ id: "b", until: -600 }), past({ id: "c", until: -7_200 })],
      },
      minutes: 10,
    },
    { name: "are unknown where the end lies ahead", memory: { past: [past({ until: 1 })] }, minutes: null },
    { name: "are unknown where no end is known", memory: { past: [past({ until: null })] }, minutes: null },
    { name: "are unknown after a refusal", memory: { past: [past({ outcome: "refused" })] }, minutes: null },
    {
      name: "are unknown after one on something else",
      memory: { past: [past({ entitlement: other })] },
      minutes: null,
    },
    {
      name: "are unknown while that very grant is live, as when its end failed",
      memory: { past: [past({ id: "live" })], grants: [live({ state: "end_failed", until: -minute })] },
      minutes: null,
    },
    {
      name: "are known while another is live",
      memory: { past: [past({ until: -600 })], grants: [live()] },
      minutes: 10,
    },
  ])("$name", ({ memory, minutes }) => {
    expect(history(memory).minutes_since_last).toBe(minutes);
  });
});

describe("overdue reviews", () => {
  const due = (seconds: number, subject = "alice"): { subject: string; due: typeof noon } => ({
    subject,
    due: after(noon, seconds),
  });

  it("count once their time is over, not at it, and for the subject alone", () => {
    const reviews = { a: due(-1), b: due(0), c: due(1), d: due(-day, "bob"), e: due(-day), f: due(-60) };
    expect(history({ reviews }).overdue_reviews).toBe(3);
  });
});

describe("counts of requests", () => {
  it.each([
    { name: "within an hour end with it", at: -hour + 1, key: "requests_1h", count: 1 },
    { name: "within an hour are not those before", at: -hour, key: "requests_1h", count: 0 },
    { name: "within 30 days end with them", at: -30 * day + 1, key: "requests_30d", count: 1 },
    { name: "within 30 days are not those before", at: -30 * day, key: "requests_30d", count: 0 },
  ] as const)("$name", ({ at: when, key, count }) => {
    expect(history({ past: [past({ at: when, outcome: "refused" })] })[key]).toBe(count);
  });
});

describe("counts of grants", () => {
  it.each([
    { name: "in emergencies are those", entry: past({ emergency: true }), key: "emergencies_30d", count: 1 },
    { name: "in emergencies are no others", entry: past(), key: "emergencies_30d", count: 0 },
    {
      name: "in emergencies are not those refused",
      entry: past({ emergency: true, outcome: "refused" }),
      key: "emergencies_30d",
      count: 0,
    },
    {
      name: "in emergencies are not those before",
      entry: past({ emergency: true, at: -30 * day }),
      key: "emergencies_30d",
      count: 0,
    },
    { name: "within 24 hours end with them", entry: past({ at: -day + 1 }), key: "grants_24h", count: 1 },
    { name: "within 24 hours are not those before", entry: past({ at: -day }), key: "grants_24h", count: 0 },
    { name: "within 24 hours are no requests", entry: past({ outcome: "refused" }), key: "grants_24h", count: 0 },
    { name: "that gave nothing are those", entry: past({ from: null, until: null }), key: "unused_30d", count: 1 },
    { name: "that gave nothing are no others", entry: past(), key: "unused_30d", count: 0 },
    {
      name: "that gave nothing are not requests refused",
      entry: past({ from: null, until: null, outcome: "refused" }),
      key: "unused_30d",
      count: 0,
    },
  ] as const)("$name", ({ entry, key, count }) => {
    expect(history({ past: [entry] })[key]).toBe(count);
  });
});

it("counts the resources that somebody asked for in a day, each once and this one too", () => {
  const entries = ["payments/customers-db:admin", "a/b:x", "a/b:y", "a/c:x"].map((one, index) =>
    past({ id: String(index), entitlement: one }),
  );
  const old = past({ id: "old", entitlement: "a/d:x", at: -day });
  expect(history({ past: [...entries, old] }).resources_24h).toBe(3);
});

describe("the time that somebody has had an entitlement in 30 days", () => {
  it.each([
    { name: "is this lease", memory: {}, seconds: 2 * hour },
    { name: "is the others too", memory: { past: [past()] }, seconds: 2 * hour + hour - minute },
    { name: "is those that wait too", memory: { grants: [live({ from: -hour, until: 0 })] }, seconds: 3 * hour },
    { name: "counts what two share once", memory: { grants: [live()] }, seconds: 3 * hour },
    {
      name: "begins 30 days before this lease ends",
      memory: { past: [past({ from: -31 * day, until: -30 * day + 3 * hour })] },
      seconds: 3 * hour,
    },
    {
      name: "is nothing that comes later",
      memory: { grants: [live({ from: day, until: 2 * day })] },
      seconds: 2 * hour,
    },
    { name: "is of this entitlement alone", memory: { past: [past({ entitlement: other })] }, seconds: 2 * hour },
    {
      name: "is of this entitlement alone, while another is live too",
      memory: { grants: [live({ entitlement: other })] },
      seconds: 2 * hour,
    },
    { name: "is of this subject alone", memory: { past: [past({ subject: "bob" })] }, seconds: 2 * hour },
    {
      name: "is nothing that was never given",
      memory: { past: [past({ from: null, until: null })] },
      seconds: 2 * hour,
    },
    {
      name: "is nothing that ended before it was given",
      memory: { past: [past({ from: null })] },
      seconds: 2 * hour,
    },
  ])("$name", ({ memory, seconds }) => {
    expect(history(memory).seconds_30d).toBe(seconds);
  });
});

describe("the hours at which somebody asks", () => {
  it.each([
    { name: "are near within two hours", at: -2 * hour, near: 1 },
    { name: "are not beyond them", at: -2 * hour - minute, near: 0 },
    { name: "are those of any day", at: -5 * day + 2 * hour, near: 1 },
  ])("$name", ({ at: when, near }) => {
    expect(history({ past: [past({ at: when })] }).hours).toEqual({ known: 1, near });
  });

  it("go over midnight", () => {
    const late = { timezone: "Etc/GMT+12" }; // 00:00 there
    expect(history({ past: [past({ at: -hour })] }, late).hours).toEqual({ known: 1, near: 1 });
  });

  it("are as the clock showed then, where summer time has ended since", () => {
    const winter = history({ past: [past({ at: -28 * day - 2 * hour })] }); // before 25 October: an hour ahead
    expect(winter.hours.near).toBe(1);
  });

  it("are told of 200 requests at most", () => {
    const many = Array.from({ length: 250 }, (_, index) => past({ id: String(index) }));
    expect(history({ past: many }).hours.known).toBe(200);
  });
});

it("counts what a whole vendor asked for and had, and what everybody did of the resource", () => {
  const entries = [
    past({ id: "a", subject: "vera" }),
    past({ id: "b", subject: "victor", outcome: "refused", entitlement: "a/b:x" }),
    past({ id: "c", subject: "bob", at: -2 * day, entitlement: other }),
    past({ id: asked.id, subject: "vera" }),
  ];
  const { vendor, resource } = history({ past: entries }, { subject: "vera", colleagues: new Set(["vera", "victor"]) });
  expect(vendor).toEqual({ requests_24h: 2, requests_30d: 2, grants_24h: 1, grants_30d: 1 });
  expect(resource).toEqual({ requests_24h: 1, requests_30d: 2, grants_24h: 1, grants_30d: 2 });
});

describe("those whose grants one agreed to", () => {
  it.each([
    { name: "are the subject", entry: past({ subject: "bob", requester: "bob", approvers: ["alice"] }), who: ["bob"] },
    {
      name: "are who asked too",
      entry: past({ subject: "vera", requester: "erin", approvers: ["alice"] }),
      who: ["erin", "vera"],
    },
    {
      name: "are told of in order",
      entry: past({ subject: "bob", requester: "erin", approvers: ["alice"] }),
      who: ["bob", "erin"],
    },
    {
      name: "are those to whom others agreed too",
      entry: past({ subject: "bob", requester: "bob", approvers: ["alice", "carol"] }),
      who: ["bob"],
    },
    {
      name: "are the subject alone where nobody knows who asked",
      entry: past({ subject: "bob", requester: null, approvers: ["alice"] }),
      who: ["bob"],
    },
    {
      name: "are not those whom others agreed to",
      entry: past({ subject: "bob", requester: "bob", approvers: ["carol"] }),
      who: [],
    },
    {
      name: "are not those refused",
      entry: past({ subject: "bob", outcome: "refused", approvers: ["alice"] }),
      who: [],
    },
  ])("$name", ({ entry, who }) => {
    expect(history({ past: [entry] }).approved_for.map((one) => one.who)).toEqual(who);
  });

  it("are told of with the days since the last time", () => {
    const entries = [-9 * day, -3 * day + 1].map((when, index) =>
      past({ id: String(index), subject: "bob", requester: "bob", approvers: ["alice"], at: when }),
    );
    expect(history({ past: entries }).approved_for).toEqual([{ who: "bob", days: 2 }]);
  });

  it("count where who asks agreed, and not the subject", () => {
    const entry = past({ subject: "bob", requester: "bob", approvers: ["erin"] });
    expect(history({ past: [entry] }, { requester: "erin" }).approved_for).toHaveLength(1);
  });
});
