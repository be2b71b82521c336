import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Company, today } from "../fakes/company.ts";

const options = { signal: new AbortController().signal };
const branch = "refs/heads/ledger/1";
const alices = `payments/reports/${today}-alice`;
const bobs = `payments/reports/${today}-bob`;
const waiting = `payments/reports/${today}-carol`;
const lives = ["admitted", "starting", "activated", "ended"];

let company: Company;
/** The ledger's tips, from the first to the last one that was signed. */
let first: string;
let last: string;
beforeEach(async () => {
  company = await Company.found();
  first = company.repository.tip("ledger/1") ?? "";
  await company.ask("alice", alices, { role: "view", duration: "1h" });
  company.merge(alices);
  await company.ask("carol", waiting, { role: "view", more: "start: 2026-11-23T10:30:00Z\n" });
  company.merge(waiting);
  await company.apply();
  last = company.repository.tip("ledger/1") ?? "";
  await company.ask("bob", bobs, { role: "view" });
  company.merge(bobs);
});
afterEach(() => company[Symbol.asyncDispose]());

/** Somebody writes above the last signed commit what that commit's tree holds, and more. */
function writeAbove(files: { readonly [path: string]: string }): void {
  company.repository.commit({ branch: "ledger/1", files, message: "ended: alice may no longer\n" });
}

describe.each([
  {
    name: "S48 an unsigned event above the tip",
    code: "LEDGER_FOREIGN_EVENT",
    attack: () => writeAbove({ "events/000/00/00/000000099-ended.json": "{}" }),
  },
  {
    name: "S48 a state that somebody edited",
    code: "LEDGER_FOREIGN_EVENT",
    attack: () => writeAbove({ "state/head.json": '{"grants":{}}' }),
  },
  {
    name: "S26 a tip that is somebody's own first commit",
    code: "LEDGER_FOREIGN_EVENT",
    attack: () => {
      const tree = company.repository.git("rev-parse", `${last}^{tree}`);
      company.repository.git("update-ref", branch, company.repository.git("commit-tree", tree, "-m", "All is well"));
    },
  },
  {
    name: "S49 a ledger rewound to an older signed tip",
    code: "LEDGER_REWOUND",
    attack: () => company.repository.git("update-ref", branch, first),
  },
  {
    name: "S80 a ledger's branch that is gone",
    code: "LEDGER_MISSING",
    attack: () => company.repository.git("update-ref", "-d", branch),
  },
])("$name", ({ code, attack }) => {
  it("starts nothing, ends what is due, and ends nothing early; put back, all goes on", async () => {
    attack();
    const tip = company.repository.tip("ledger/1");
    company.pass(35);
    expect(await company.apply()).toMatchObject({ ok: false, admitted: [], frozen: { code }, changes: [] });
    expect(company.holds("door")).toEqual(['alice {"role":"reports"}']);
    company.pass(25);
    const report = await company.apply();
    expect(report.changes).toMatchObject([{ action: "end", grant: alices, outcome: "done" }]);
    expect(company.holds("door")).toEqual([]);
    expect(company.repository.tip("ledger/1")).toBe(tip);

    company.repository.git("update-ref", branch, last);
    expect(await company.apply()).toMatchObject({ frozen: null, admitted: [bobs] });
    expect(company.holds("door")).toEqual(['bob {"role":"reports"}', 'carol {"role":"reports"}']);
    expect(await company.story(alices)).toEqual(lives);
    expect(await company.ledger().verify(options)).toMatchObject({ ok: true });
  });
});

it("S71 a tip signed by a key that nobody pinned is not believed", async () => {
  await using elsewhere = await company.copy();
  const stranger = elsewhere.ledger(company.keys.mallory);
  const view = await elsewhere.view();
  const body = { code: "MALLORY", head: null };
  const by = { kind: "engine", version: "test", run: null } as const;
  const draft = { type: "frozen", grant: null, main: null, at: new Date(company.now).toISOString(), by, body } as const;
  expect(await stranger.append(view, [draft], options)).toMatchObject({ outcome: "appended" });
  company.repository.git("fetch", "--quiet", elsewhere.repository.folder, `+${branch}:${branch}`);
  company.pass(60);
  expect(await company.apply()).toMatchObject({ ok: false, admitted: [], frozen: { code: "LEDGER_UNTRUSTED_KEY" } });
  expect(company.holds("door")).toEqual([]);
});
