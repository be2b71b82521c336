import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { apply } from "../../src/engine/apply/apply.ts";
import { fullDuty } from "../../src/engine/apply/duty.ts";
import { Company, today } from "../fakes/company.ts";
import { mortalPorts, type Death } from "../fakes/mortal.ts";

const options = { signal: new AbortController().signal };
const id = `payments/reports/${today}-alice`;
const orgPath = "policies/catalog/org.yaml";
/** As many stops of one story as are tried: spread over all its calls, the same every time. */
const most = 24;
/** Far beyond what a quiet machine needs. */
const patience = 600_000;

/** Which calls of so many a run dies at: the first, the last, and others evenly between, before and after in turn. */
function deaths(calls: number): Death[] {
  const count = Math.min(most, calls * 2);
  return Array.from({ length: count }, (_, n) => {
    const place = Math.round((n * (calls * 2 - 1)) / Math.max(count - 1, 1));
    return { call: Math.floor(place / 2) + 1, when: place % 2 === 0 ? "before" : "after" };
  });
}

/** A run of that company that dies there; answers what it called. What it throws is the death of it. */
async function run(company: Company, death: Death | null): Promise<readonly string[]> {
  const { ports, life } = mortalPorts((over) => company.ports(over), death);
  const outcome = await apply(ports, fullDuty, options).then(
    () => null,
    (error: unknown) => error,
  );
  if (death === null && outcome !== null) throw outcome as Error;
  if (death !== null && !life.isOver) throw new Error("it outlived its death");
  return life.calls;
}

/** Every type of event of the company but those of its first day. */
async function told(company: Company): Promise<string[]> {
  return (await company.events()).slice(2).map((event) => event.type);
}

async function expectWhole(company: Company): Promise<void> {
  expect(await company.ledger().verify(options)).toMatchObject({ ok: true });
}

/** Access is there only while the ledger, and main, say so. */
async function expectProved(company: Company): Promise<void> {
  const held = company.holds("door");
  if (held.length === 0) return;
  expect(held).toEqual(['alice {"role":"reports"}']);
  const grant = (await company.view()).state.grants[id];
  expect(grant).toMatchObject({ begun: true });
  expect(company.repository.git("merge-base", grant?.main ?? "", "main")).toBe(grant?.main);
}

/** Lets a story go wrong at many of its calls, each time from the same beginning. */
async function tell(
  before: Company,
  name: string,
  check: (company: Company, death: Death) => Promise<void>,
): Promise<void> {
  await using whole = await before.copy();
  const calls = await run(whole, null);
  const stops = deaths(calls.length);
  console.info(`${name}: ${calls.length} calls, stopped ${stops.map((s) => `${s.when} ${s.call}`).join(", ")}`);
  for (const death of stops) {
    await using company = await before.copy();
    await run(company, death);
    await expectProved(company);
    try {
      await check(company, death);
    } catch (cause) {
      throw new Error(`stopped ${death.when} call ${death.call}, ${calls[death.call - 1] ?? ""}`, { cause });
    }
  }
}

describe("S27 a run that is stopped anywhere", () => {
  let asked: Company;
  let active: Company;
  let ruled: Company;
  beforeAll(async () => {
    asked = await Company.found();
    ruled = await asked.copy();
    await asked.ask("alice", id, { role: "view", duration: "1h" });
    asked.merge(id);
    active = await asked.copy();
    await active.apply();
    const org = ruled.repository.git("show", `main:${orgPath}`);
    await ruled.change({ [orgPath]: `${org.replace("timezone: UTC", "timezone: Europe/Berlin")}\n` }, ["dana"]);
  }, patience);
  afterAll(async () => {
    for (const company of [ruled, active, asked]) await company[Symbol.asyncDispose]();
  });

  it(
    "while it admits and starts: the next one gives the access, once, and it ends in time",
    async () => {
      await tell(asked, "admits and starts", async (company) => {
        await company.apply();
        await expectProved(company);
        expect(company.holds("door")).toEqual(['alice {"role":"reports"}']);
        expect(await told(company)).toEqual(["admitted", "starting", "activated"]);
        company.pass(60);
        await company.apply();
        expect(company.holds("door")).toEqual([]);
        expect(await told(company)).toEqual(["admitted", "starting", "activated", "ended"]);
        await expectWhole(company);
      });
    },
    patience,
  );

  it(
    "while it ends: the next one ends it, and says so once",
    async () => {
      active.pass(60);
      await tell(active, "ends", async (company) => {
        await company.apply();
        expect(company.holds("door")).toEqual([]);
        expect(await told(company)).toEqual(["admitted", "starting", "activated", "ended"]);
        await company.apply();
        expect(await told(company)).toHaveLength(4);
        await expectWhole(company);
      });
    },
    patience,
  );

  it(
    "while it accepts rules: the next one brings them into force, once",
    async () => {
      await tell(ruled, "accepts rules", async (company) => {
        await company.apply();
        expect((await company.rulesInForce()).catalog.org.timezone).toBe("Europe/Berlin");
        expect(await told(company)).toEqual(["rules_accepted"]);
        await expectWhole(company);
      });
    },
    patience,
  );
});
