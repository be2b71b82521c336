import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readCatalog } from "../../src/core/catalog/read-catalog.ts";
import { readConfig } from "../../src/core/config/read-config.ts";
import { settle } from "../../src/core/decision/settle.ts";
import { toInput } from "../../src/core/decision/to-input.ts";
import type { Verdict } from "../../src/core/decision/verdict.ts";
import type { Result } from "../../src/core/problem/result.ts";
import { effectDigest, requestDigest } from "../../src/core/request/digests.ts";
import { readRequest } from "../../src/core/request/read-request.ts";
import { resolveRequest } from "../../src/core/request/resolve-request.ts";
import { after } from "../../src/core/time/instant.ts";
import { endOfDay } from "../../src/core/time/zone.ts";
import { createPolicyHost } from "../../src/policy/open-policy.ts";
import type { Policy } from "../../src/ports/policy.ts";
import { kinds } from "../../src/targets/registry.ts";
import { ownPolicies } from "../fakes/policies.ts";

const options = { signal: AbortSignal.timeout(60_000) };
const root = path.resolve(import.meta.dirname, "../..");
const read = (file: string): Uint8Array => new Uint8Array(readFileSync(path.join(root, file)));

function valueOf<Value>(result: Result<Value>): Value {
  if (result.ok) return result.value;
  throw new Error(result.problems.map(({ code, message }) => `${code}: ${message}`).join("\n"));
}

const policies = ownPolicies();
const data = [...policies].filter(([file]) => file.endsWith(".yaml"));
const config = valueOf(readConfig(read("brevet.yaml"), kinds));
const catalog = valueOf(
  readCatalog(new Map(data.map(([file, bytes]) => [`policies/${file}`, bytes] as const)), config, kinds),
);

describe("the example company", () => {
  let policy: Policy;
  beforeAll(async () => {
    policy = valueOf(await createPolicyHost().open(policies, { org: catalog.org.data, own: catalog.own }, options));
  });
  afterAll(async () => {
    await policy.close();
  });

  /** What a request of the repository gets at the end of the day in its id, before anybody agreed. */
  async function judge(id: string, requester: string): Promise<Verdict> {
    const written = valueOf(readRequest(id, read(`requests/${id}.yaml`)));
    const { request } = written;
    const { effect, resource, role, traits } = valueOf(resolveRequest(written, catalog, config, kinds));
    const now = after(endOfDay(request.date, catalog.org.timezone), -60);
    const from = request.start ?? now;
    const lease = { from, until: after(from, request.seconds) };
    const digest = requestDigest(request, config.repositoryId);
    const input = toInput({
      phase: "check",
      now,
      catalog,
      traits,
      change: { kind: "added", source: "plain", number: null },
      request,
      digest,
      effectDigest: effectDigest(effect, digest),
      lease,
      chain: { seconds: request.seconds, links: 1 },
      resource,
      role,
      requester,
      state: { grants: {}, past: [], reviews: {} },
      approvals: [],
      objections: [],
    });
    const target = { id: effect.target, traits };
    const context = { catalog, lease, target, engineKeeps: [], objections: [] };
    return settle(await policy.judge(input, options), [], new Set([requester]), context);
  }

  it.each([
    {
      name: "critical: an owner and security",
      id: "payments/customers-db/2026-11-22-alice",
      requester: "alice",
      says: "pending, owner of team:payments, second of team:security",
    },
    {
      name: "a vendor's person: who answers for the vendor, too",
      id: "payments/customers-db/2026-11-24-vera",
      requester: "vera",
      says: "pending, owner of team:payments, second of team:security, vendor of person:erin",
    },
    {
      name: "a workload, asked for by an owner",
      id: "payments/exports/2026-11-23-nightly-export",
      requester: "alice",
      says: "pending, owner of team:payments",
    },
    {
      name: "high: an owner",
      id: "payments/payouts/2026-11-24-carol",
      requester: "carol",
      says: "pending, owner of team:payments",
    },
    { name: "low: nobody", id: "platform/status-page/2026-11-22-bob", requester: "bob", says: "allowed" },
    { name: "low: nobody, again", id: "platform/staging/2026-11-24-alice", requester: "alice", says: "allowed" },
    {
      name: "a workload, asked for by a stranger",
      id: "payments/exports/2026-11-23-nightly-export",
      requester: "dana",
      says: "denied REQUESTER_NOT_ALLOWED, owner of team:payments",
    },
  ])("$name", async ({ id, requester, says }) => {
    const { outcome, reasons, stages } = await judge(id, requester);
    const denials = reasons.filter(({ severity }) => severity === "deny").map(({ code }) => code);
    const open = stages.map(({ name, from }) => `${name} of ${from.join(" or ")}`).toSorted();
    expect([[outcome, ...denials].join(" "), ...open].join(", ")).toBe(says);
  });
});
