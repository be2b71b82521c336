import { describe, expect, it } from "vitest";
import type { Catalog, Org, Resource, Role } from "../../../../src/core/catalog/catalog.ts";
import type { Stage } from "../../../../src/core/decision/decision.ts";
import type { PolicyInput } from "../../../../src/core/decision/input.ts";
import { digestJson } from "../../../../src/core/json/digest.ts";
import { instant } from "../../../../src/core/time/instant.ts";
import { lintRules } from "../../../../src/engine/lint/lint-rules.ts";
import type { Policy } from "../../../../src/ports/policy.ts";
import { catalog, person, resource, role } from "../../../fakes/catalog.ts";
import { decision } from "../../../fakes/decision.ts";
import { bastion, config, keyOf } from "../../core/catalog/example.ts";

const kinds = new Map([["bastion", bastion]]);
const now = instant(Date.UTC(2026, 10, 23, 10));
const options = { signal: new AbortController().signal };
const org: Org = { ...catalog().org, rules: { from: ["person:bob", "person:dana"], count: 1, self: false } };

function keyed(hardware: "vouched" | null = null): Catalog["people"][string]["keys"] {
  return [{ text: keyOf(1), type: "", fingerprint: "", hardware, applications: [] }];
}

/** Everybody has a key, dana one of hardware. payments: alice, bob, carol. */
function people(): Catalog["people"] {
  const named = Object.entries(catalog().people);
  return Object.fromEntries(
    named.map(([id, each]) => [id, { ...each, keys: keyed(id === "dana" ? "vouched" : null) }]),
  );
}

/** What one resource of this catalog makes people be warned of, where the rules ask for these stages. */
async function warnedOf(
  of: { readonly role?: Partial<Role>; readonly resource?: Partial<Resource>; readonly catalog?: Partial<Catalog> },
  stages: (input: PolicyInput) => readonly Stage[] = () => [],
): Promise<string[]> {
  const written = [
    "customers-db:",
    "  title: Customer database",
    "  roles:",
    "    read-only: { max: 8h }",
    "    owner: { max: 8h }",
    "",
  ].join("\n");
  const policy = new Map([
    ["catalog/resources/payments.yaml", new TextEncoder().encode(written)],
    ["catalog/org.yaml", new TextEncoder().encode("timezone: UTC\nrules: { from: [bob], count: 1 }\n")],
  ]);
  const name = of.role?.name ?? "read-only";
  const one = resource({ roles: { [name]: role({ name, ...of.role }) }, target: "bastion", ...of.resource });
  const all = catalog({ people: people(), org, resources: { [one.id]: one }, ...of.catalog });
  const judgeAll: Policy["judgeAll"] = (inputs) =>
    Promise.resolve(inputs.map((input) => decision({ stages: [...stages(input)] })));
  const targets = { bastion: { ...config.targets["bastion"], kind: "bastion" } } as typeof config.targets;
  const found = await lintRules(
    { kinds },
    { commit: "", digest: digestJson(null), config: { ...config, targets }, catalog: all, policy },
    { policy: { judgeAll } as Policy, now },
    options,
  );
  return found.map(({ code, line, column, severity, message }) => {
    expect(severity).toBe("warning");
    return `${line ?? 0}:${column ?? 0} ${code} ${message}`;
  });
}

function owners(input: PolicyInput): Stage[] {
  return [{ name: "owner", count: 1, from: input.resource.owners, need: [], because: "OWNER_AGREES" }];
}

describe("a role that gives nearly everything", () => {
  it.each([
    { name: "a superuser of a database", rights: { role: "rds_superuser" } },
    { name: "an administrator of part of it", rights: { role: "customers_admin" } },
    { name: "everything, by an asterisk", rights: { statements: [{ action: "s3:*" }] } },
    { name: "a group of those who own a cluster", rights: { groups: ["system:masters"] } },
    { name: "a policy of a cloud", rights: { policies: ["AdministratorAccess"] } },
  ])("is told where it lasts more than 4h: $name", async ({ rights }) => {
    const [first = "", ...others] = await warnedOf({ role: { rights, max: 14_401, maxChain: 14_401 } });
    expect(first).toMatch(/^4:5 ROLE_BROAD payments\/customers-db:read-only gives .* for up to 4h1s\.$/);
    expect(others).toEqual([]);
    expect(await warnedOf({ role: { rights, max: 14_400, maxChain: 14_400 } })).toEqual([]);
  });

  it("is told by its name, and by how long a chain of it may last", async () => {
    expect(await warnedOf({ role: { name: "owner", max: 3600, maxChain: 86_400 } })).toEqual([
      "5:5 ROLE_BROAD payments/customers-db:owner gives owner for up to 1d.",
    ]);
  });

  it.each(["administration-reports", "ownership", "rooted", "allowance", "pg_read_all_data"])(
    "is not every role with a word like it: %s",
    async (word) => {
      expect(await warnedOf({ role: { rights: { role: word } } })).toEqual([]);
    },
  );
});

describe("what nobody could agree to", () => {
  it("is nothing where enough others are left, whoever asks", async () => {
    expect(await warnedOf({}, owners)).toEqual([]);
  });

  it.each([
    { name: "a team that is empty", owners: ["team:empty"] },
    { name: "somebody who is suspended", owners: ["person:frank"] },
  ])("is told where its owners are $name", async ({ owners: from }) => {
    expect(await warnedOf({ resource: { owners: from } }, owners)).toEqual([
      "4:5 NOBODY_AGREES Nobody could ever get payments/customers-db:read-only: 1 of the seats that have to be filled (owner) nobody can fill.",
    ]);
  });

  it("is told where a seat needs a key of hardware that none of them has", async () => {
    const needing = (from: string) => (): Stage[] => [
      { name: "second", count: 1, from: [from], need: ["hardware"], because: "SECOND_AGREES" },
    ];
    expect(await warnedOf({}, needing("person:erin"))).toHaveLength(1);
    expect(await warnedOf({}, needing("person:dana"))).toEqual([]);
  });

  it("is told where an owner has neither a key nor an account where reviews count", async () => {
    const bare = { ...people(), erin: person("erin", { github: { login: "erin", id: 2 } }) };
    const sole = { resource: { owners: ["person:erin"] }, role: { eligible: ["person:alice"] } };
    expect(await warnedOf({ ...sole, catalog: { people: bare } }, owners)).toHaveLength(1);
    expect(await warnedOf(sole, owners)).toEqual([]);
  });

  it("is told of the one owner who may ask, though others may too", async () => {
    expect(await warnedOf({ resource: { owners: ["person:carol"] } }, owners)).toEqual([
      "4:5 ASKER_AGREES_ALONE Where carol asks for payments/customers-db:read-only, too few others are left to agree (owner).",
    ]);
  });

  it("is told of two who need each other and somebody more", async () => {
    const two = (): Stage[] => [
      { name: "owner", count: 1, from: ["person:alice", "person:bob"], need: [], because: "OWNER_AGREES" },
      { name: "second", count: 1, from: ["person:alice", "person:bob"], need: [], because: "SECOND_AGREES" },
    ];
    const [told] = await warnedOf({ role: { eligible: ["person:alice", "person:bob"] } }, two);
    expect(told).toContain("Where alice or bob asks for");
    expect(await warnedOf({ role: { eligible: ["person:carol"] } }, two)).toEqual([]);
  });

  it("is told of a manager who is the only owner as well", async () => {
    const both = (input: PolicyInput): Stage[] => [
      { name: "owner", count: 1, from: ["person:erin"], need: [], because: "OWNER_AGREES" },
      ...(input.subject.manager === null
        ? []
        : [
            {
              name: "manager",
              count: 1,
              from: [`person:${input.subject.manager}`],
              need: [],
              because: "MANAGER_AGREES",
            },
          ]),
    ];
    const [told = "", ...others] = await warnedOf({}, both);
    expect([told.includes("Where alice asks"), others]).toEqual([true, []]);
  });

  it("is told of a workload whose owner would ask, and names who is meant", async () => {
    const asked: string[] = [];
    const told = await warnedOf({ role: { eligible: ["workload:nightly-export"] } }, (input) => {
      asked.push(`${input.requester.id} for ${input.subject.id}`);
      return [{ name: "owner", count: 1, from: ["person:alice"], need: [], because: "OWNER_AGREES" }];
    });
    expect(asked).toEqual(["alice for nightly-export"]);
    expect(told).toEqual([
      "4:5 ASKER_AGREES_ALONE Where nightly-export asks for payments/customers-db:read-only, too few others are left to agree (owner).",
    ]);
  });

  it("asks the rules about few of many who are alike, and names the first of many who are short", async () => {
    const ids = Array.from({ length: 60 }, (_, index) => `p${index}`);
    const crowd = Object.fromEntries(
      ids.map((id) => [id, person(id, { keys: keyed(), manager: id === "p7" ? "bob" : null })]),
    );
    const teams = { crowd: { id: "crowd", members: ids, github: null, attributes: {} } };
    let asked = 0;
    const everybody = (input: PolicyInput): Stage[] => {
      asked += 1;
      return owners(input);
    };
    const over = { catalog: { people: { ...people(), ...crowd }, teams: { ...catalog().teams, ...teams } } };
    const of = { role: { eligible: ["team:crowd"] }, resource: { owners: ["team:crowd"] } };
    expect(await warnedOf({ ...over, ...of }, everybody)).toEqual([]);
    expect(asked).toBe(2);
    const all = (): Stage[] => [{ name: "owner", count: 60, from: ["team:crowd"], need: [], because: "OWNER_AGREES" }];
    const [told] = await warnedOf({ ...over, ...of }, all);
    expect(told).toContain("Where p0, p1, p10, p11, p12 or one of 55 more asks");
  });
});

describe("rules that only just enough people accept", () => {
  const rules = (from: readonly string[], count: number, self = false): { readonly catalog: Partial<Catalog> } => ({
    catalog: { org: { ...org, rules: { from, count, self } } },
  });

  it.each([
    { name: "one person, who would write changes too", over: rules(["person:bob"], 1), who: "bob" },
    { name: "two of two", over: rules(["person:bob", "person:dana"], 2), who: "bob or dana" },
    { name: "two, one of whom is suspended", over: rules(["person:bob", "person:frank"], 1), who: "bob" },
  ])("are told: $name", async ({ over, who }) => {
    const [told = "", ...others] = await warnedOf(over);
    expect(told).toMatch(/^2:16 RULES_ONE_SHORT /);
    expect([told.includes(`Where ${who} writes`), others]).toEqual([true, []]);
  });

  it.each([
    { name: "one of two", over: rules(["person:bob", "person:dana"], 1) },
    { name: "one person who said that one is all there is", over: rules(["person:bob"], 1, true) },
  ])("are not told: $name", async ({ over }) => {
    expect(await warnedOf(over)).toEqual([]);
  });
});

describe("a setting that does nothing", () => {
  const set = (data: Org["data"]): { readonly catalog: Partial<Catalog> } => ({ catalog: { org: { ...org, data } } });
  const burst = (then: string, from: readonly string[] = []): Org["data"] => ({
    anomalies: { from, burst: { most: 1, then }, first: null },
  });
  const tickets = (pattern: string, like: string): Org["data"] => ({ tickets: { tiers: ["low"], pattern, like } });

  it.each([
    { name: "nobody is told of what is unusual", data: burst("notify"), code: "ANOMALY_TELLS_NOBODY" },
    { name: "nobody could agree to it", data: burst("stage"), code: "ANOMALY_TELLS_NOBODY" },
    { name: "a category that nothing holds", data: { data: { persnal: ["team:security"] } }, code: "CATEGORY_UNUSED" },
    { name: "an example that is refused", data: tickets("^CHG-", "INC-4211"), code: "TICKET_EXAMPLE_UNFIT" },
  ])("is told: $name", async ({ data, code }) => {
    const [told = "", ...others] = await warnedOf({ ...set(data), resource: { data: ["personal"] } });
    expect([told.split(" ")[1], others]).toEqual([code, []]);
  });

  it.each([
    { name: "what only warns", data: burst("warn") },
    { name: "what denies", data: burst("deny") },
    { name: "what somebody is told of", data: burst("notify", ["team:security"]) },
    { name: "a category that something holds", data: { data: { personal: ["team:security"] } } },
    { name: "an example that fits", data: tickets("^INC-[0-9]+$", "INC-4211") },
  ])("is not told: $name", async ({ data }) => {
    expect(await warnedOf({ ...set(data), resource: { data: ["personal"] } })).toEqual([]);
  });
});
