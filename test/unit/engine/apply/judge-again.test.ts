import { beforeEach, expect, it } from "vitest";
import type { EvidenceConfig } from "../../../../src/core/config/config.ts";
import type { Grant } from "../../../../src/core/grant/grant.ts";
import type { State } from "../../../../src/core/ledger/state.ts";
import { brevetError } from "../../../../src/core/problem/brevet-error.ts";
import { fail, succeed } from "../../../../src/core/problem/result.ts";
import { problem } from "../../../../src/core/problem/problem.ts";
import { readRequest } from "../../../../src/core/request/read-request.ts";
import { resolveRequest } from "../../../../src/core/request/resolve-request.ts";
import { epochSeconds, instant } from "../../../../src/core/time/instant.ts";
import type { ApplyPorts } from "../../../../src/engine/engine-ports.ts";
import { isStillAllowed } from "../../../../src/engine/apply/judge-again.ts";
import type { Rules } from "../../../../src/engine/rules/read-rules.ts";
import type { Finding } from "../../../../src/ports/evidence.ts";
import { decision, reason, stage } from "../../../fakes/decision.ts";
import { requestText, Town } from "../../../fakes/town.ts";

const options = { signal: new AbortController().signal };
const hour = 3_600_000;

let town: Town;
let rules: Rules;
/** Alice's, admitted for an hour later, to which bob agreed ten minutes before. */
let grant: Grant;
beforeEach(async () => {
  town = await Town.found();
  town.decide = () => decision({ stages: [stage()] });
  const later = `start: ${new Date(town.now + hour).toISOString().slice(0, 19)}Z\n`;
  const id = await town.ask("alice", "a", { text: requestText("alice", later) });
  await town.approve("bob", id);
  town.merge(id);
  town.pass(10);
  await town.apply();
  rules = await town.rules();
  grant = town.view.state.grants[id]!;
  town.asked.length = 0;
  town.pass(50);
});

/** What the request asked for. */
function asked(): Parameters<typeof isStillAllowed>[3] {
  const text = requestText("alice", `start: ${new Date(grant.lease.from).toISOString().slice(0, 19)}Z\n`);
  const read = readRequest(grant.id, Buffer.from(text));
  const resolved = read.ok ? resolveRequest(read.value, rules.catalog, rules.config, town.ports().kinds) : read;
  if (!read.ok || !resolved.ok) throw new Error("it asks for nothing");
  return { request: read.value.request, resolved: resolved.value };
}

function judge(
  of: Partial<Grant> = {},
  { state = {}, ...by }: { readonly state?: Partial<State>; readonly rules?: Rules } = {},
  ports: Partial<ApplyPorts> = {},
): Promise<boolean> {
  const { view } = town;
  const again = { view, rules, state: { ...view.state, ...state }, now: town.now, ...by };
  return isStillAllowed(town.ports(ports), again, { ...grant, ...of }, asked(), options);
}

it("S29 what was admitted for later is judged once more, as of now, without itself in the history", async () => {
  const { subject, entitlement, lease } = grant;
  const seconds = { from: epochSeconds(lease.from), until: epochSeconds(lease.until) };
  const own = {
    id: grant.id,
    requester: "alice",
    subject,
    entitlement,
    at: seconds.from,
    outcome: "admitted" as const,
    emergency: false,
    approvers: [],
    ...seconds,
  };
  const past = [own, { ...own, id: "payments/ledger-db/2026-11-22-a" }];
  expect(await judge({}, { state: { past } })).toBe(true);
  expect(town.asked).toEqual([
    expect.objectContaining({
      phase: "activate",
      change: { kind: "added", source: "plain", number: null },
      requester: expect.objectContaining({ id: "alice" }) as unknown,
      objections: [],
      history: expect.objectContaining({ overlapping: [], grants_30d: 1 }) as unknown,
      request: expect.objectContaining({
        id: grant.id,
        digest: grant.requestDigest,
        effect: grant.effectDigest,
        start: seconds.from,
        chain: { seconds: 7200, links: 2 },
      }) as unknown,
    }),
  ]);
  expect(town.asked[0]?.time.epoch).toBe(epochSeconds(town.now));
});

it("the seats stay filled by whoever agreed, whose approvals grew older meanwhile", async () => {
  await judge();
  const before = 10 * 60;
  expect(town.asked[0]?.approvals).toEqual([
    expect.objectContaining({ by: "bob", via: "signature", age_at_most: before + 50 * 60 }),
  ]);
});

it("of an approval that was not counted then, no age is known", async () => {
  const [approval] = grant.approvals;
  const others = [
    { ...approval!, by: "vera" },
    { ...approval!, via: "github" as const },
    { ...approval!, hardware: !approval!.hardware },
    { ...approval!, userVerified: !approval!.userVerified },
  ];
  await judge({ approvals: others });
  expect(town.asked[0]?.approvals).toHaveLength(4);
  for (const each of town.asked[0]?.approvals ?? [])
    expect(each).toMatchObject({ age_at_most: null, seconds_after_request: null });
});

it("what others know of it is asked once more, as of now", async () => {
  const asks: unknown[] = [];
  const look = (about: unknown): Promise<Finding> => {
    asks.push(about);
    return Promise.resolve({ onCall: null, ticket: "closed" });
  };
  const source = { id: "desk", kind: "tickets" } as EvidenceConfig;
  const evidence = { open: () => Promise.resolve({ look }) };
  await judge({}, { rules: { ...rules, config: { ...rules.config, evidence: [source] } } }, { evidence });
  expect(asks).toEqual([{ at: town.now, ticket: null }]);
});

it("S29 any denial of now is one", async () => {
  town.decide = () => decision({ reasons: [reason()] });
  expect(await judge()).toBe(false);
});

it("S29 whoever asked must still be there", async () => {
  const { alice: _, ...people } = rules.catalog.people;
  expect(await judge({}, { rules: { ...rules, catalog: { ...rules.catalog, people } } })).toBe(false);
  expect(town.asked).toEqual([]);
});

it("an obligation that its target keeps is no denial, one that nobody keeps is", async () => {
  town.decide = () => decision({ obligations: [{ kind: "end_sessions" }] });
  expect(await judge()).toBe(true);
  town.decide = () => decision({ obligations: [{ kind: "source_addresses", values: ["192.0.2.0/24"] }] });
  expect(await judge()).toBe(false);
});

it("rules that give no answer allow nothing", async () => {
  const silent = {
    annotations: {},
    judge: () => Promise.resolve(decision()),
    judgeAll: () => Promise.resolve([]),
    explainAll: () => Promise.resolve([]),
  };
  const policies = {
    of: () => Promise.resolve(succeed({ ...silent, close: () => Promise.resolve() })),
    forget: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
  expect(await judge({}, {}, { policies })).toBe(false);
});

it("rules that cannot be asked are a failure, not an answer", async () => {
  const unknown = { name: "db", nearest: null };
  const problems = [problem("TARGET_UNKNOWN", unknown, {})];
  const nothing = (): Promise<void> => Promise.resolve();
  const policies = { of: () => Promise.resolve(fail(problems)), forget: nothing, close: nothing };
  await expect(judge({}, {}, { policies })).rejects.toThrow(brevetError("TARGET_UNKNOWN", unknown).message);
});

it.each<{ name: string; of: () => Partial<Grant> }>([
  { name: "that began already", of: () => ({ begun: true }) },
  { name: "whose lease began when it was admitted", of: () => ({ lease: { ...grant.lease, from: admittedAt() } }) },
  { name: "of which the ledger knows no admission", of: () => ({ seq: 1 }) },
])("a grant $name is not judged twice", async ({ of }) => {
  expect(await judge(of())).toBe(true);
  expect(town.asked).toEqual([]);
});

function admittedAt(): Grant["lease"]["from"] {
  return instant(grant.lease.from - 50 * 60_000);
}
